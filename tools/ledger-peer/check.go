package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// The audit of a log by golang.org/x/mod/sumdb alone, with nothing of ours: whether the note opens; whether the tiles
// are those of the signed tree (tlog.TileHashReader) and of the entries that are served. It knows the standard's
// formats, and nothing of what entries say.

// badLog is what is wrong, and where: the first bad index, or -1 where it is the checkpoint.
type badLog struct {
	index int64
	why   string
}

func (bad badLog) Error() string {
	if bad.index < 0 {
		return bad.why
	}
	return fmt.Sprintf("the first bad index is %d: %s", bad.index, bad.why)
}

// checkPlaces answers the exit code: 0 sound, 1 bad, 2 not checked; of several the highest.
func checkPlaces(args []string) int {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	var keys []string
	flags.Func("key", "a key's `line`, as you got it elsewhere", func(line string) error {
		keys = append(keys, line)
		return nil
	})
	if flags.Parse(args) != nil || flags.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "usage: ledger-peer check [-key LINE] PLACE…")
		return 2
	}
	code := 0
	for _, place := range flags.Args() {
		size, err := checkPlace(openPlace(place), keys)
		var bad badLog
		switch {
		case err == nil:
			fmt.Printf("SOUND: %s: %d entries\n", place, size)
		case errors.As(err, &bad):
			fmt.Printf("BAD: %s: %v\n", place, bad)
			code = max(code, 1)
		default:
			fmt.Printf("NOT CHECKED: %s: %v\n", place, err)
			code = 2
		}
	}
	return code
}

// place reads a file of a log; fs.ErrNotExist where there is none.
type place func(path string) ([]byte, error)

// No file of a log is longer: a bundle of 256 entries.
const longestFile = 256 * (2 + 65535)

func openPlace(name string) place {
	if !strings.HasPrefix(name, "http://") && !strings.HasPrefix(name, "https://") {
		return func(path string) ([]byte, error) { return os.ReadFile(filepath.Join(name, path)) }
	}
	client := http.Client{Timeout: 30 * time.Second}
	return func(path string) ([]byte, error) {
		for tries := 0; ; tries++ {
			answer, err := client.Get(strings.TrimRight(name, "/") + "/" + path)
			if err != nil {
				return nil, err
			}
			data, err := io.ReadAll(io.LimitReader(answer.Body, longestFile+1))
			answer.Body.Close()
			switch {
			case answer.StatusCode == http.StatusTooManyRequests && tries < 30:
				time.Sleep(time.Second)
			case answer.StatusCode == http.StatusNotFound:
				return nil, fmt.Errorf("%s: %w", path, fs.ErrNotExist)
			case answer.StatusCode != http.StatusOK:
				return nil, fmt.Errorf("%s: %s", path, answer.Status)
			default:
				return data, err
			}
		}
	}
}

func checkPlace(read place, keys []string) (int64, error) {
	if len(keys) == 0 {
		lines, err := read("key")
		if err != nil {
			return 0, err
		}
		keys = strings.Fields(string(lines))
	}
	tree, err := openCheckpoint(read, keys)
	if err != nil {
		return 0, err
	}
	kept, err := checkLeaves(read, tree)
	if err != nil {
		return 0, err
	}
	if err := checkAbove(read, tree, kept); err != nil {
		return 0, err
	}
	return tree.N, checkAsClient(read, tree, kept)
}

func openCheckpoint(read place, keys []string) (tlog.Tree, error) {
	var tree tlog.Tree
	var known []note.Verifier
	for _, key := range keys {
		verifier, err := note.NewVerifier(key)
		if err != nil {
			return tree, err
		}
		known = append(known, verifier)
	}
	data, err := read("checkpoint")
	if err != nil {
		return tree, err
	}
	opened, err := note.Open(data, note.VerifierList(known...))
	if err != nil {
		return tree, badLog{-1, "checkpoint: " + err.Error()}
	}
	// c2sp.org/tlog-checkpoint; tlog.ParseTree knows another first line.
	lines := strings.SplitN(opened.Text, "\n", 4)
	if len(lines) < 4 || lines[0] != opened.Sigs[0].Name {
		return tree, badLog{-1, "checkpoint: it is another log's, or none"}
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	root, rootErr := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || rootErr != nil || size < 0 || len(root) != tlog.HashSize {
		return tree, badLog{-1, "checkpoint: it has no size and root"}
	}
	tree.N = size
	copy(tree.Hash[:], root)
	return tree, nil
}

// checkLeaves hashes all entries, and compares each with its hash in the tile.
func checkLeaves(read place, tree tlog.Tree) (store, error) {
	var kept store
	for _, tile := range tlog.NewTiles(tileHeight, 0, tree.N) {
		if tile.L != 0 {
			continue
		}
		path := strings.Replace(pathOf(tile), "tile/0/", "tile/entries/", 1)
		bundle, err := readOrNothing(read, path)
		if err != nil {
			return nil, err
		}
		data, err := readOrNothing(read, pathOf(tile))
		if err != nil {
			return nil, err
		}
		for at := range tile.W {
			index := tile.N<<tileHeight + int64(at)
			entry, rest, isWhole := cutEntry(bundle)
			if !isWhole {
				return nil, badLog{index, path + " ends before it"}
			}
			bundle = rest
			hash := tlog.RecordHash(entry)
			if !bytes.Equal(hashIn(data, at), hash[:]) {
				return nil, badLog{index, path + " and " + pathOf(tile) + " differ"}
			}
			hashes, err := tlog.StoredHashesForRecordHash(index, hash, kept)
			if err != nil {
				return nil, err
			}
			kept = append(kept, hashes...)
		}
		if len(bundle) > 0 || len(data) != tile.W*tlog.HashSize {
			return nil, badLog{tile.N<<tileHeight + int64(tile.W) - 1, path + " or its tile is too long"}
		}
	}
	return kept, nil
}

func cutEntry(bundle []byte) (entry, rest []byte, isWhole bool) {
	if len(bundle) < 2 {
		return nil, nil, false
	}
	end := 2 + int(binary.BigEndian.Uint16(bundle))
	if end > len(bundle) {
		return nil, nil, false
	}
	return bundle[2:end], bundle[end:], true
}

func hashIn(data []byte, at int) []byte {
	from, to := at*tlog.HashSize, (at+1)*tlog.HashSize
	if to > len(data) {
		return nil
	}
	return data[from:to]
}

// checkAbove compares the tiles above the leaves with what they must be, and the root with the one that is signed.
func checkAbove(read place, tree tlog.Tree, kept store) error {
	first := badLog{index: tree.N}
	for _, tile := range tlog.NewTiles(tileHeight, 0, tree.N) {
		if tile.L == 0 {
			continue
		}
		expected, err := tlog.ReadTileData(tile, kept)
		if err != nil {
			return err
		}
		data, err := readOrNothing(read, pathOf(tile))
		if err != nil {
			return err
		}
		for at := range tile.W {
			index := (tile.N<<tileHeight + int64(at)) << (tileHeight * tile.L)
			if !bytes.Equal(hashIn(data, at), hashIn(expected, at)) && index < first.index {
				first = badLog{index, pathOf(tile) + " is not the hash of what is beneath"}
			}
		}
		if len(data) > len(expected) && first.index == tree.N {
			first = badLog{(tile.N<<tileHeight + int64(tile.W) - 1) << (tileHeight * tile.L), pathOf(tile) + " is too long"}
		}
	}
	if first.why != "" {
		return first
	}
	root, err := rootOf(tree.N, kept)
	if err == nil && !bytes.Equal(root, tree.Hash[:]) {
		return badLog{0, "or any after it: entries and tiles agree, and not with the checkpoint"}
	}
	return err
}

// checkAsClient reads every leaf's hash as any client of the standard does, which proves each tile by the root.
func checkAsClient(read place, tree tlog.Tree, kept store) error {
	reader := tlog.TileHashReader(tree, tileReader{read})
	for from := int64(0); from < tree.N; from += 256 {
		var indexes []int64
		for index := from; index < min(from+256, tree.N); index++ {
			indexes = append(indexes, tlog.StoredHashIndex(0, index))
		}
		hashes, err := reader.ReadHashes(indexes)
		if err != nil {
			return badLog{from, err.Error()}
		}
		for at, hash := range hashes {
			if hash != kept[indexes[at]] {
				return badLog{from + int64(at), "tlog reads another hash"}
			}
		}
	}
	return nil
}

type tileReader struct{ read place }

func (tileReader) Height() int                     { return tileHeight }
func (tileReader) SaveTiles([]tlog.Tile, [][]byte) {}
func (reader tileReader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	all := make([][]byte, len(tiles))
	for at, tile := range tiles {
		data, err := reader.read(pathOf(tile))
		if err != nil {
			return nil, err
		}
		all[at] = data
	}
	return all, nil
}

// readOrNothing: a file that is not there has no bytes, and the first entry of it is what is missing.
func readOrNothing(read place, path string) ([]byte, error) {
	data, err := read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}
