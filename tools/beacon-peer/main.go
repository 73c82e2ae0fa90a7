// The peer of apps/server/src/beacon: the same messages by github.com/pion/stun, and a page's half of a beacon by
// github.com/pion/ice.
//
//	beacon-peer connect ADDRESS  connects as the controlling agent: see connect.go
//	beacon-peer read             says of each message on standard input what it holds: see messages.go
//	beacon-peer make SEED N      makes N messages, for the server to read
package main

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"strconv"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 2 && args[0] == "connect":
		return connect(args[1], os.Stdin, os.Stdout)
	case len(args) == 1 && args[0] == "read":
		return readMessages(os.Stdin, os.Stdout)
	case len(args) == 3 && args[0] == "make":
		seed, err := strconv.ParseInt(args[1], 10, 64)
		if err != nil {
			return err
		}
		count, err := strconv.Atoi(args[2])
		if err != nil {
			return err
		}
		made, err := makeMessages(rand.New(rand.NewSource(seed)), count)
		if err != nil {
			return err
		}
		return json.NewEncoder(os.Stdout).Encode(made)
	}
	return fmt.Errorf("usage: beacon-peer connect ADDRESS | read | make SEED N")
}
