// The small programs that the rig needs and that no package brings: the first process of its
// namespace, the sandbox container of its pods, and the maker of its certificates.
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) < 2 {
		fail(fmt.Errorf("usage: support init COMMAND... | pause | certificates DIRECTORY ADDRESS..."))
	}
	switch os.Args[1] {
	case "init":
		os.Exit(runInit(os.Args[2:]))
	case "pause":
		pause()
	case "certificates":
		if err := writeCertificates(os.Args[2], os.Args[3:]); err != nil {
			fail(err)
		}
	default:
		fail(fmt.Errorf("no program named %q", os.Args[1]))
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "support:", err)
	os.Exit(2)
}
