// Which checklists are there?

/** `pre-production` is all of it; the others are one checklist each. */
export const profileNames = [
  "pre-production",
  "pre-deployment",
  "deployment",
  "post-deployment",
  "daily",
  "weekly",
  "monthly",
  "disaster-recovery",
] as const;

export type ProfileName = (typeof profileNames)[number];
