// The peer of packages/ledger: the same logs, proofs, tiles and notes by golang.org/x/mod/sumdb and
// github.com/transparency-dev/merkle; proofs of single entries by filippo.io/torchwood.
//
//	ledger-peer check [-key LINE] PLACE…  audits logs, each at an address or in a folder: see check.go
//	ledger-peer sizes                     compares a log at each of its sizes, from standard input: see sizes.go
//	ledger-peer vectors FILE              checks vectors that the package made (- reads standard input)
//	ledger-peer make SEED                 makes such vectors, for the package to check
//	ledger-peer open                      reads notes from standard input and says of each whether it opens
//	ledger-peer proofs                    checks proofs of entries from standard input: see proofs.go
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/rand"
	"os"
	"strconv"
	"strings"

	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

type vectors struct {
	Trees       []tree       `json:"trees"`
	Notes       []signed     `json:"notes"`
	Leaves      []leaf       `json:"leaves"`
	Commitments []commitment `json:"commitments"`
}

// Bytes are base64.
type tree struct {
	Leaves      [][]byte          `json:"leaves"`
	Roots       map[string][]byte `json:"roots"`
	Files       map[string][]byte `json:"files"`
	Inclusion   []inclusion       `json:"inclusion"`
	Consistency []consistency     `json:"consistency"`
}

type inclusion struct {
	Index int64    `json:"index"`
	Size  int64    `json:"size"`
	Proof [][]byte `json:"proof"`
}

type consistency struct {
	Older int64    `json:"older"`
	Size  int64    `json:"size"`
	Proof [][]byte `json:"proof"`
}

type signed struct {
	Key  string `json:"key"`
	Note string `json:"note"`
	Text string `json:"text"`
}

type leaf struct {
	Entry string `json:"entry"`
	Hash  string `json:"hash"`
}

type commitment struct {
	What       string `json:"what"`
	Salt       string `json:"salt"`
	Value      string `json:"value"`
	Commitment string `json:"commitment"`
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "check" {
		os.Exit(checkPlaces(os.Args[2:]))
	}
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 1 && args[0] == "sizes":
		return compareSizes(os.Stdin)
	case len(args) == 2 && args[0] == "vectors":
		return checkFile(args[1])
	case len(args) == 2 && args[0] == "make":
		seed, err := strconv.ParseInt(args[1], 10, 64)
		if err != nil {
			return err
		}
		made, err := makeVectors(rand.New(rand.NewSource(seed)))
		if err != nil {
			return err
		}
		return json.NewEncoder(os.Stdout).Encode(made)
	case len(args) == 1 && args[0] == "open":
		return openNotes()
	case len(args) == 1 && args[0] == "proofs":
		return checkProofs()
	}
	return fmt.Errorf("usage: ledger-peer check [-key LINE] PLACE… | sizes | vectors FILE | make SEED | open | proofs")
}

func checkFile(name string) error {
	in := io.Reader(os.Stdin)
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return err
		}
		defer file.Close()
		in = file
	}
	var given vectors
	if err := json.NewDecoder(in).Decode(&given); err != nil {
		return err
	}
	checks := 0
	for at, one := range given.Trees {
		done, err := checkTree(one)
		if err != nil {
			return fmt.Errorf("tree %d: %w", at, err)
		}
		checks += done
	}
	for at, one := range given.Notes {
		if err := checkNote(one); err != nil {
			return fmt.Errorf("note %d: %w", at, err)
		}
		checks++
	}
	for at, one := range given.Leaves {
		hash := tlog.RecordHash([]byte(one.Entry))
		if hex.EncodeToString(hash[:]) != one.Hash {
			return fmt.Errorf("leaf %d: another hash", at)
		}
		checks++
	}
	for at, one := range given.Commitments {
		salt, err := hex.DecodeString(one.Salt)
		if err != nil || len(salt) != 32 {
			return fmt.Errorf("commitment %d: no salt", at)
		}
		sum := sha256.Sum256(append(salt, one.What+":"+one.Value...))
		if hex.EncodeToString(sum[:]) != one.Commitment {
			return fmt.Errorf("commitment %d: another one", at)
		}
		checks++
	}
	fmt.Printf("%d checks\n", checks)
	return nil
}

// store keeps the hashes of a log as tlog orders them.
type store []tlog.Hash

func (s store) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for at, index := range indexes {
		hashes[at] = s[index]
	}
	return hashes, nil
}

func storeOf(leaves [][]byte) (store, error) {
	var kept store
	for at, one := range leaves {
		hashes, err := tlog.StoredHashes(int64(at), one, kept)
		if err != nil {
			return nil, err
		}
		kept = append(kept, hashes...)
	}
	return kept, nil
}

func checkTree(given tree) (int, error) {
	kept, err := storeOf(given.Leaves)
	if err != nil {
		return 0, err
	}
	size := int64(len(given.Leaves))
	for text, root := range given.Roots {
		at, err := strconv.ParseInt(text, 10, 64)
		if err != nil || at > size {
			return 0, fmt.Errorf("no size %s", text)
		}
		hash, err := rootOf(at, kept)
		if err != nil {
			return 0, err
		}
		if !bytes.Equal(hash, root) {
			return 0, fmt.Errorf("another root of %d", at)
		}
	}
	files, err := filesOf(given.Leaves, kept)
	if err != nil {
		return 0, err
	}
	for path, data := range files {
		if !bytes.Equal(given.Files[path], data) {
			return 0, fmt.Errorf("another file %s", path)
		}
	}
	if len(files) != len(given.Files) {
		return 0, fmt.Errorf("%d files instead of %d", len(given.Files), len(files))
	}
	for _, one := range given.Inclusion {
		if err := checkInclusion(one, given.Leaves[one.Index], kept); err != nil {
			return 0, fmt.Errorf("entry %d of %d: %w", one.Index, one.Size, err)
		}
	}
	for _, one := range given.Consistency {
		if err := checkConsistency(one, kept); err != nil {
			return 0, fmt.Errorf("growth from %d to %d: %w", one.Older, one.Size, err)
		}
	}
	return len(given.Roots) + len(files) + len(given.Inclusion) + len(given.Consistency), nil
}

func rootOf(size int64, kept store) ([]byte, error) {
	if size == 0 {
		return rfc6962.DefaultHasher.EmptyRoot(), nil
	}
	hash, err := tlog.TreeHash(size, kept)
	return hash[:], err
}

// filesOf lays a log out as c2sp.org/tlog-tiles does; tlog's paths have the tile's height besides.
func filesOf(leaves [][]byte, kept store) (map[string][]byte, error) {
	files := map[string][]byte{}
	size := int64(len(leaves))
	for _, tile := range tlog.NewTiles(tileHeight, 0, size) {
		data, err := tlog.ReadTileData(tile, kept)
		if err != nil {
			return nil, err
		}
		path := pathOf(tile)
		files[path] = data
		if tile.L == 0 {
			first := tile.N << tileHeight
			bundle := bundleOf(leaves[first : first+int64(tile.W)])
			files[strings.Replace(path, "tile/0/", "tile/entries/", 1)] = bundle
		}
	}
	return files, nil
}

func pathOf(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
}

func bundleOf(entries [][]byte) []byte {
	var bundle []byte
	for _, entry := range entries {
		bundle = binary.BigEndian.AppendUint16(bundle, uint16(len(entry)))
		bundle = append(bundle, entry...)
	}
	return bundle
}

func checkInclusion(given inclusion, leaf []byte, kept store) error {
	made, err := tlog.ProveRecord(given.Size, given.Index, kept)
	if err != nil {
		return err
	}
	if !isSame(made, given.Proof) {
		return fmt.Errorf("another proof")
	}
	root, err := rootOf(given.Size, kept)
	if err != nil {
		return err
	}
	hasher := rfc6962.DefaultHasher
	hash := hasher.HashLeaf(leaf)
	return proof.VerifyInclusion(hasher, uint64(given.Index), uint64(given.Size), hash, given.Proof, root)
}

func checkConsistency(given consistency, kept store) error {
	older, err := rootOf(given.Older, kept)
	if err != nil {
		return err
	}
	root, err := rootOf(given.Size, kept)
	if err != nil {
		return err
	}
	if given.Older > 0 {
		made, err := tlog.ProveTree(given.Size, given.Older, kept)
		if err != nil {
			return err
		}
		if !isSame(made, given.Proof) {
			return fmt.Errorf("another proof")
		}
	}
	hasher := rfc6962.DefaultHasher
	return proof.VerifyConsistency(hasher, uint64(given.Older), uint64(given.Size), given.Proof, older, root)
}

func isSame(made []tlog.Hash, given [][]byte) bool {
	if len(made) != len(given) {
		return false
	}
	for at := range made {
		if !bytes.Equal(made[at][:], given[at]) {
			return false
		}
	}
	return true
}

func open(given signed) (*note.Note, error) {
	verifier, err := note.NewVerifier(given.Key)
	if err != nil {
		return nil, err
	}
	return note.Open([]byte(given.Note), note.VerifierList(verifier))
}

func checkNote(given signed) error {
	opened, err := open(given)
	if err != nil {
		return err
	}
	if opened.Text != given.Text {
		return fmt.Errorf("another text")
	}
	return nil
}

func openNotes() error {
	var given []signed
	if err := json.NewDecoder(os.Stdin).Decode(&given); err != nil {
		return err
	}
	opens := make([]bool, len(given))
	for at, one := range given {
		_, err := open(one)
		opens[at] = err == nil
	}
	return json.NewEncoder(os.Stdout).Encode(opens)
}
