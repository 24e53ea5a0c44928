// SPDX-License-Identifier: Apache-2.0

// Judges the log of a store with Go's own client of transparency logs (golang.org/x/mod/sumdb, Debian package
// golang-golang-x-mod-dev). Ours is only where files lie: tiles without the height in their path, checkpoints as C2SP
// writes them, entries in bundles. Usage: foreign_tlog_client LOG-DIRECTORY VKEY
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

func fail(what string, err error) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", what, err)
		os.Exit(1)
	}
}

// The tree that a signed checkpoint states.
func openCheckpoint(path string, verifiers note.Verifiers) tlog.Tree {
	message, err := os.ReadFile(path)
	fail(path, err)
	opened, err := note.Open(message, verifiers)
	fail(path, err)
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 {
		fail(path, fmt.Errorf("no checkpoint"))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	fail(path, err)
	root, err := tlog.ParseHash(lines[2])
	fail(path, err)
	return tlog.Tree{N: size, Hash: root}
}

// Tiles as they lie on the disk; the client checks them against the tree.
type tilesOnDisk struct{ directory string }

func (tilesOnDisk) Height() int                     { return tileHeight }
func (tilesOnDisk) SaveTiles([]tlog.Tile, [][]byte) {}
func (disk tilesOnDisk) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight), "tile/", 1)
		data, err := os.ReadFile(filepath.Join(disk.directory, path))
		if err != nil {
			return nil, err
		}
		read = append(read, data)
	}
	return read, nil
}

// Every entry from its bundle: uint16 length, bytes.
func entriesOf(directory string, size int64) [][]byte {
	var entries [][]byte
	for first := int64(0); first < size; first += 1 << tileHeight {
		width := int(min(size-first, 1<<tileHeight))
		tile := tlog.Tile{H: tileHeight, L: -1, N: first >> tileHeight, W: width}
		path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/data/", tileHeight), "tile/entries/", 1)
		data, err := os.ReadFile(filepath.Join(directory, path))
		fail(path, err)
		for reader := bytes.NewBuffer(data); reader.Len() > 0; {
			length := int(binary.BigEndian.Uint16(reader.Next(2)))
			entries = append(entries, reader.Next(length))
		}
	}
	return entries
}

func min(left int64, right int64) int64 {
	if left < right {
		return left
	}
	return right
}

func main() {
	directory, vkey := os.Args[1], os.Args[2]
	verifier, err := note.NewVerifier(vkey)
	fail(vkey, err)
	verifiers := note.VerifierList(verifier)
	tree := openCheckpoint(filepath.Join(directory, "checkpoint"), verifiers)
	hashes := tlog.TileHashReader(tree, tilesOnDisk{directory})
	entries := entriesOf(directory, tree.N)
	if int64(len(entries)) != tree.N {
		fail("entries", fmt.Errorf("%d in bundles, %d in the checkpoint", len(entries), tree.N))
	}
	places := make([]int64, len(entries))
	for index := range entries {
		places[index] = tlog.StoredHashIndex(0, int64(index))
	}
	// The client takes no hash from a tile that does not lead to the tree.
	leaves, err := hashes.ReadHashes(places)
	fail("tiles", err)
	for index, entry := range entries {
		if tlog.RecordHash(entry) != leaves[index] {
			fail(fmt.Sprintf("entry %d", index), fmt.Errorf("not what the log commits to"))
		}
	}
	for _, index := range []int64{0, tree.N / 2, tree.N - 1} {
		proof, err := tlog.ProveRecord(tree.N, index, hashes)
		fail("proof", err)
		fail("proof", tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaves[index]))
	}
	kept, err := os.ReadDir(filepath.Join(directory, "checkpoints"))
	fail("checkpoints", err)
	for _, file := range kept {
		earlier := openCheckpoint(filepath.Join(directory, "checkpoints", file.Name()), verifiers)
		proof, err := tlog.ProveTree(tree.N, earlier.N, hashes)
		fail(file.Name(), err)
		fail(file.Name(), tlog.CheckTree(proof, tree.N, tree.Hash, earlier.N, earlier.Hash))
	}
	fmt.Printf("log holds: %s, %d entries, %d checkpoints\n", verifier.Name(), tree.N, len(kept))
}
