package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A log that grows through many sizes. Both sides make its leaves by themselves (leafAt), so that what comes through
// the pipe is only what is compared. Of every size, byte by byte:
//   - the root, by tlog and by merkle's compact ranges;
//   - every tile that this size has and the size before has not, full and partial, and no other: so by induction all
//     tiles of all sizes;
//   - the last bundle of entries;
//   - the checkpoint, as note signs it with the same key;
//   - inclusion and consistency proofs of some leaves and older sizes, which merkle verifies besides.

type sizedLog struct {
	Signer string `json:"signer"`
}

type atSize struct {
	Size        int64             `json:"size"`
	Root        []byte            `json:"root"`
	Files       map[string][]byte `json:"files"`
	Note        []byte            `json:"note"`
	Inclusion   []inclusion       `json:"inclusion"`
	Consistency []consistency     `json:"consistency"`
}

func leafAt(index int64) []byte {
	return []byte(fmt.Sprintf("entry %d %s", index, strings.Repeat("x", int(index%61))))
}

type growing struct {
	kept   store
	ranges *compact.Range
	signer note.Signer
	size   int64
	checks int
}

func compareSizes(in io.Reader) error {
	decoder := json.NewDecoder(bufio.NewReaderSize(in, 1<<20))
	var given sizedLog
	if err := decoder.Decode(&given); err != nil {
		return err
	}
	signer, err := note.NewSigner(given.Signer)
	if err != nil {
		return err
	}
	factory := compact.RangeFactory{Hash: rfc6962.DefaultHasher.HashChildren}
	log := growing{ranges: factory.NewEmptyRange(0), signer: signer}
	sizes := 0
	for ; ; sizes++ {
		var one atSize
		if err := decoder.Decode(&one); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return err
		}
		if err := log.compare(one); err != nil {
			return fmt.Errorf("size %d: %w", one.Size, err)
		}
	}
	fmt.Printf("%d sizes, %d checks\n", sizes, log.checks)
	return nil
}

func (log *growing) compare(given atSize) error {
	before := log.size
	if err := log.grow(given.Size); err != nil {
		return err
	}
	root, err := rootOf(given.Size, log.kept)
	if err != nil {
		return err
	}
	other, err := log.ranges.GetRootHash(nil)
	if err != nil {
		return err
	}
	if !bytes.Equal(root, given.Root) || !bytes.Equal(other, given.Root) {
		return fmt.Errorf("another root")
	}
	if err := log.compareFiles(before, given); err != nil {
		return err
	}
	text := fmt.Sprintf("%s\n%d\n%s\n", log.signer.Name(), given.Size, tlog.Hash(root))
	signed, err := note.Sign(&note.Note{Text: text}, log.signer)
	if err != nil {
		return err
	}
	if !bytes.Equal(signed, given.Note) {
		return fmt.Errorf("another checkpoint")
	}
	for _, one := range given.Inclusion {
		if err := checkInclusion(one, leafAt(one.Index), log.kept); err != nil {
			return fmt.Errorf("entry %d: %w", one.Index, err)
		}
	}
	for _, one := range given.Consistency {
		if err := checkConsistency(one, log.kept); err != nil {
			return fmt.Errorf("growth from %d: %w", one.Older, err)
		}
	}
	log.checks += 3 + len(given.Files) + len(given.Inclusion) + len(given.Consistency)
	return nil
}

func (log *growing) grow(size int64) error {
	for ; log.size < size; log.size++ {
		leaf := leafAt(log.size)
		hashes, err := tlog.StoredHashes(log.size, leaf, log.kept)
		if err != nil {
			return err
		}
		log.kept = append(log.kept, hashes...)
		if err := log.ranges.Append(rfc6962.DefaultHasher.HashLeaf(leaf), nil); err != nil {
			return err
		}
	}
	return nil
}

func (log *growing) compareFiles(before int64, given atSize) error {
	tiles := tlog.NewTiles(tileHeight, before, given.Size)
	for _, tile := range tiles {
		data, err := tlog.ReadTileData(tile, log.kept)
		if err != nil {
			return err
		}
		if !bytes.Equal(given.Files[pathOf(tile)], data) {
			return fmt.Errorf("another file %s", pathOf(tile))
		}
	}
	last := tlog.NewTiles(tileHeight, given.Size-1, given.Size)[0]
	var entries [][]byte
	for at := range last.W {
		entries = append(entries, leafAt(last.N<<tileHeight+int64(at)))
	}
	path := strings.Replace(pathOf(last), "tile/0/", "tile/entries/", 1)
	if !bytes.Equal(given.Files[path], bundleOf(entries)) {
		return fmt.Errorf("another file %s", path)
	}
	if len(given.Files) != len(tiles)+1 {
		return fmt.Errorf("%d files instead of %d", len(given.Files), len(tiles)+1)
	}
	return nil
}
