module slipway.dev/rig/support

go 1.24
