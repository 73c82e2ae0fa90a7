// Slow-line joins two network interfaces that it makes, and carries each Ethernet frame from one to the other after a
// delay, in order: what `tc netem delay` does where the kernel has it. It says "ready" and runs until its standard
// input ends.
//
//	slow-line DELAY ONE OTHER     such as: slow-line 75ms gr1 gr2
//
// The interfaces may be moved into other network namespaces then. Needs root, or CAP_NET_ADMIN.
package main

import (
	"fmt"
	"io"
	"os"
	"syscall"
	"time"
	"unsafe"
)

// From <linux/if_tun.h>.
const (
	tunSetInterface = 0x400454ca
	tapDevice       = 0x0002
	noPacketInfo    = 0x1000
)

// The largest frame without offloading, and room to spare.
const frameBytes = 2048

// Frames under way; what comes on top is lost, as on any line.
const framesAtMost = 16384

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "slow-line:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 3 {
		return fmt.Errorf("needs a delay and two names of interfaces, has %d words", len(args))
	}
	delay, err := time.ParseDuration(args[0])
	if err != nil {
		return err
	}
	one, err := open(args[1])
	if err != nil {
		return fmt.Errorf("%s: %w", args[1], err)
	}
	other, err := open(args[2])
	if err != nil {
		return fmt.Errorf("%s: %w", args[2], err)
	}
	go carry(one, other, delay)
	go carry(other, one, delay)
	fmt.Println("ready")
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// A frame, and when it is to arrive.
type frame struct {
	bytes []byte
	due   time.Time
}

func carry(from, to *os.File, delay time.Duration) {
	line := make(chan frame, framesAtMost)
	go deliver(line, to)
	for {
		bytes := make([]byte, frameBytes)
		length, err := from.Read(bytes)
		if err != nil {
			// The interface is down, or gone with its namespace.
			time.Sleep(10 * time.Millisecond)
			continue
		}
		select {
		case line <- frame{bytes[:length], time.Now().Add(delay)}:
		default:
		}
	}
}

func deliver(line <-chan frame, to *os.File) {
	for next := range line {
		time.Sleep(time.Until(next.due))
		// A frame for an interface that is down is lost.
		_, _ = to.Write(next.bytes)
	}
}

// Makes a TAP interface of this name; it is there for as long as the file is open.
func open(name string) (*os.File, error) {
	descriptor, err := syscall.Open("/dev/net/tun", syscall.O_RDWR|syscall.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	var request struct {
		name  [syscall.IFNAMSIZ]byte
		flags uint16
		_     [22]byte
	}
	if len(name) >= syscall.IFNAMSIZ {
		return nil, fmt.Errorf("a name has at most %d characters", syscall.IFNAMSIZ-1)
	}
	copy(request.name[:], name)
	request.flags = tapDevice | noPacketInfo
	_, _, fault := syscall.Syscall(
		syscall.SYS_IOCTL, uintptr(descriptor), tunSetInterface, uintptr(unsafe.Pointer(&request)),
	)
	if fault != 0 {
		return nil, fault
	}
	return os.NewFile(uintptr(descriptor), name), nil
}
