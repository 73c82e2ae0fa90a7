// Puts entries into a log of Tessera's on a POSIX file system, and says how long it took: the peer of `npm run bench -- ledger`.
//
//	tessera-bench FOLDER WRITERS < BUNDLE    each entry behind its length in two bytes, as in c2sp.org/tlog-tiles
//	tessera-bench FOLDER settle              takes away the partial tiles that Tessera itself would within minutes
package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/transparency-dev/tessera"
	"github.com/transparency-dev/tessera/storage/posix"
	"golang.org/x/mod/sumdb/note"
)

func main() {
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(folder, what string) error {
	settles := what == "settle"
	ctx := context.Background()
	options, err := options(folder)
	if err != nil {
		return err
	}
	if settles {
		options = options.WithGarbageCollectionInterval(50 * time.Millisecond)
	}
	driver, err := posix.New(ctx, posix.Config{Path: filepath.Join(folder, "log")})
	if err != nil {
		return err
	}
	appender, shutdown, reader, err := tessera.NewAppender(ctx, driver, options)
	if err != nil {
		return err
	}
	if settles {
		return settle(ctx, folder, reader)
	}
	entries, err := readEntries(os.Stdin)
	if err != nil {
		return err
	}
	writers, err := strconv.Atoi(what)
	if err != nil {
		return err
	}
	seconds, err := add(ctx, appender, reader, entries, writers)
	if err != nil {
		return err
	}
	fmt.Println(seconds)
	return shutdown(ctx)
}

// options are Tessera's own, but for the shortest time between checkpoints that its POSIX storage permits.
func options(folder string) (*tessera.AppendOptions, error) {
	keyFile := filepath.Join(folder, "key")
	key, err := os.ReadFile(keyFile)
	if errors.Is(err, os.ErrNotExist) {
		secret, _, err := note.GenerateKey(nil, "bench.invalid/log")
		if err != nil {
			return nil, err
		}
		key = []byte(secret)
		if err := os.WriteFile(keyFile, key, 0o600); err != nil {
			return nil, err
		}
	} else if err != nil {
		return nil, err
	}
	signer, err := note.NewSigner(string(key))
	if err != nil {
		return nil, err
	}
	return tessera.NewAppendOptions().WithCheckpointSigner(signer).WithCheckpointInterval(100 * time.Millisecond), nil
}

func readEntries(from io.Reader) ([][]byte, error) {
	input := bufio.NewReader(from)
	var entries [][]byte
	for {
		var length uint16
		if err := binary.Read(input, binary.BigEndian, &length); errors.Is(err, io.EOF) {
			return entries, nil
		} else if err != nil {
			return nil, err
		}
		entry := make([]byte, length)
		if _, err := io.ReadFull(input, entry); err != nil {
			return nil, err
		}
		entries = append(entries, entry)
	}
}

// add gives the time until a published checkpoint covers all entries. So many writers each add one after the other, and
// wait for its checkpoint in between.
func add(ctx context.Context, appender *tessera.Appender, reader tessera.LogReader, entries [][]byte, writers int) (float64, error) {
	awaiter := tessera.NewPublicationAwaiter(ctx, reader.ReadCheckpoint, 5*time.Millisecond)
	left := make(chan []byte, len(entries))
	for _, entry := range entries {
		left <- entry
	}
	close(left)
	failures := make(chan error, writers)
	began := time.Now()
	for range writers {
		go func() {
			for entry := range left {
				if _, _, err := awaiter.Await(ctx, appender.Add(ctx, tessera.NewEntry(entry))); err != nil {
					failures <- err
					return
				}
			}
			failures <- nil
		}()
	}
	for range writers {
		if err := <-failures; err != nil {
			return 0, err
		}
	}
	return time.Since(began).Seconds(), nil
}

// settle returns when every full bundle is without its partial ones.
func settle(ctx context.Context, folder string, reader tessera.LogReader) error {
	size, err := reader.IntegratedSize(ctx)
	if err != nil {
		return err
	}
	for range 600 {
		var done struct {
			FromSize uint64 `json:"fromSize"`
		}
		state, err := os.ReadFile(filepath.Join(folder, "log", ".state", "gcState"))
		if err == nil {
			err = json.Unmarshal(state, &done)
		}
		if err == nil && done.FromSize >= size-size%256 {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return errors.New("Tessera did not collect its partial tiles in time")
}
