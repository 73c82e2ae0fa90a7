// Puts entries into a log of Tessera's on a POSIX file system, and says how long it took: the peer of `npm run bench -- ledger`.
//
//	tessera-bench FOLDER < BUNDLE    each entry behind its length in two bytes, as in c2sp.org/tlog-tiles
//	tessera-bench FOLDER settle      takes away the partial tiles that Tessera itself would within minutes
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
	"sync"
	"time"

	"github.com/transparency-dev/tessera"
	"github.com/transparency-dev/tessera/storage/posix"
	"golang.org/x/mod/sumdb/note"
)

func main() {
	folder, settles := os.Args[1], len(os.Args) > 2
	if err := run(folder, settles); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(folder string, settles bool) error {
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
	seconds, err := add(ctx, appender, reader, entries)
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

// add gives the time from the first entry offered to the moment when a published checkpoint covers all of them. All are
// offered at once: fewer would wait for Tessera's next batch.
func add(ctx context.Context, appender *tessera.Appender, reader tessera.LogReader, entries [][]byte) (float64, error) {
	awaiter := tessera.NewPublicationAwaiter(ctx, reader.ReadCheckpoint, 10*time.Millisecond)
	failures := make(chan error, 2*len(entries))
	room := make(chan struct{}, tessera.DefaultPushbackMaxOutstanding)
	var waiting sync.WaitGroup
	began := time.Now()
	for _, entry := range entries {
		room <- struct{}{}
		future := appender.Add(ctx, tessera.NewEntry(entry))
		waiting.Add(1)
		go func() {
			defer waiting.Done()
			if _, err := future(); err != nil {
				failures <- err
			}
			<-room
			if _, _, err := awaiter.Await(ctx, future); err != nil {
				failures <- err
			}
		}()
	}
	waiting.Wait()
	seconds := time.Since(began).Seconds()
	close(failures)
	return seconds, <-failures
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
