module speaker

go 1.25
