package main

import (
	"fmt"
	"math/rand"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// makeVectors makes logs of random entries, around the borders of tiles too, and notes.
func makeVectors(random *rand.Rand) (vectors, error) {
	var made vectors
	sizes := []int{0, 1, 2, 255, 256, 257, 511 + random.Intn(3), 1 + random.Intn(600)}
	for _, size := range sizes {
		one, err := makeTree(size, random)
		if err != nil {
			return made, err
		}
		made.Trees = append(made.Trees, one)
	}
	for range 8 {
		one, err := makeNote(made.Trees[random.Intn(len(made.Trees))], random)
		if err != nil {
			return made, err
		}
		made.Notes = append(made.Notes, one)
	}
	return made, nil
}

func makeTree(size int, random *rand.Rand) (tree, error) {
	made := tree{Leaves: [][]byte{}, Roots: map[string][]byte{}, Inclusion: []inclusion{}, Consistency: []consistency{}}
	for range size {
		entry := make([]byte, random.Intn(90))
		random.Read(entry)
		made.Leaves = append(made.Leaves, entry)
	}
	kept, err := storeOf(made.Leaves)
	if err != nil {
		return made, err
	}
	for at := range size + 1 {
		root, err := rootOf(int64(at), kept)
		if err != nil {
			return made, err
		}
		made.Roots[fmt.Sprint(at)] = root
	}
	if made.Files, err = filesOf(made.Leaves, kept); err != nil {
		return made, err
	}
	for range min(size, 40) {
		to := int64(1 + random.Intn(size))
		index, older := random.Int63n(to), 1+random.Int63n(to)
		record, err := tlog.ProveRecord(to, index, kept)
		if err != nil {
			return made, err
		}
		growth, err := tlog.ProveTree(to, older, kept)
		if err != nil {
			return made, err
		}
		made.Inclusion = append(made.Inclusion, inclusion{index, to, bytesOf(record)})
		made.Consistency = append(made.Consistency, consistency{older, to, bytesOf(growth)})
	}
	return made, nil
}

func bytesOf(hashes []tlog.Hash) [][]byte {
	all := make([][]byte, len(hashes))
	for at := range hashes {
		all[at] = hashes[at][:]
	}
	return all
}

// makeNote signs what tlog says of a tree, which is not yet a checkpoint: it has another first line.
func makeNote(of tree, random *rand.Rand) (signed, error) {
	private, key, err := note.GenerateKey(random, "log.example/"+fmt.Sprint(random.Intn(1000)))
	if err != nil {
		return signed{}, err
	}
	signer, err := note.NewSigner(private)
	if err != nil {
		return signed{}, err
	}
	hash := tlog.Hash(of.Roots[fmt.Sprint(len(of.Leaves))])
	text := fmt.Sprintf("%s\n%d\n%s\n", signer.Name(), len(of.Leaves), hash)
	message, err := note.Sign(&note.Note{Text: text}, signer)
	return signed{key, string(message), text}, err
}
