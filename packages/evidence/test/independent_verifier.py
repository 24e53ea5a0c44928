# SPDX-License-Identifier: Apache-2.0
"""A second verifier, written from contracts/evidence.md alone and sharing no code with the first.

    python3 independent_verifier.py store DIR [VKEY …]      tiles of all levels, entries, every checkpoint of a store
    python3 independent_verifier.py bundle FILE [VKEY …]    manifest, entries, paths and parts of a bundle

VKEY: keys of witnesses; each of them must have co-signed (C2SP tlog-cosignature, cosignature/v1) the newest checkpoint.

SHA-256 and Ed25519 only. Standard library and `cryptography`. Prints what holds; exit 1 with the first thing that does not.
"""
import base64, hashlib, json, os, struct, sys, zipfile

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def sha(b): return hashlib.sha256(b).digest()
def leaf_of(b): return sha(b"\0" + b)
def node_of(left, right): return sha(b"\1" + left + right)


def require(holds, what):
    if not holds:
        sys.exit("does not hold: " + what)


def root_of(leaves):
    """RFC 6962 section 2.1, folded level by level."""
    if not leaves:
        return sha(b"")
    level = list(leaves)
    while len(level) > 1:
        pairs = [node_of(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = pairs + ([level[-1]] if len(level) % 2 else [])
    return level[0]


def root_by_path(leaf, index, size, path):
    """RFC 9162 section 2.1.3.2."""
    fn, sn, r = index, size - 1, leaf
    for p in path:
        require(sn != 0, "inclusion path is too long")
        if fn % 2 or fn == sn:
            r = node_of(p, r)
            while fn % 2 == 0 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node_of(r, p)
        fn, sn = fn >> 1, sn >> 1
    require(sn == 0, "inclusion path is too short")
    return r


def read_note(data):
    text, _, lines = data.decode().rpartition("\n\n")
    signatures = []
    for line in lines.splitlines():
        dash, name, blob = line.split(" ")
        require(dash == "\u2014", "signature line")
        raw = base64.b64decode(blob, validate=True)
        signatures.append((name, raw[:4], raw[4:]))
    return text + "\n", signatures


def read_vkey(line):
    name, key_id, blob = line.strip().split("+", 2)
    raw = base64.b64decode(blob, validate=True)
    require(raw[0] in (1, 4), "a key of Ed25519")
    require(sha(name.encode() + b"\n" + raw)[:4] == bytes.fromhex(key_id), "key id of " + name)
    return name, bytes.fromhex(key_id), raw[0], raw[1:]


def signers(note, keys):
    """Log keys (type 1) whose signature under the note holds."""
    text, signatures = note
    found = []
    for name, key_id, signature in signatures:
        for key in keys:
            if (key[0], key[1]) != (name, key_id) or key[2] != 1:
                continue
            try:
                Ed25519PublicKey.from_public_bytes(key[3]).verify(signature, text.encode())
            except InvalidSignature:
                sys.exit("does not hold: signature of " + name)
            found.append(key)
    return found


def witnesses(note, keys):
    """Cosignatures (type 4): a time in front of the signature, and the time in what is signed."""
    text, signatures = note
    said = []
    for key in keys:
        require(key[2] == 4, "%s is a witness key" % key[0])
        lines = [s for name, key_id, s in signatures if (name, key_id) == (key[0], key[1])]
        require(lines, "a line of " + key[0])
        for line in lines:
            (time,) = struct.unpack_from(">Q", line)
            try:
                message = b"cosignature/v1\ntime %d\n" % time + text.encode()
                Ed25519PublicKey.from_public_bytes(key[3]).verify(line[8:], message)
            except InvalidSignature:
                sys.exit("does not hold: cosignature of " + key[0])
            said.append("%s at %d" % (key[0], time))
    return said


def read_checkpoint(data, keys):
    note = read_note(data)
    origin, size, root = note[0].splitlines()[:3]
    require(signers(note, keys), "a signature of a listed key under the checkpoint")
    return origin, int(size), base64.b64decode(root, validate=True)


def tile_path(index, width):
    """C2SP tlog-tiles: groups of three digits, all but the last with an x; a partial tile says its width."""
    groups = ["%03d" % (index % 1000)]
    while index >= 1000:
        index //= 1000
        groups.insert(0, "x%03d" % (index % 1000))
    return "/".join(groups) + ("" if width == 256 else ".p/%d" % width)


def canonical(value):
    if isinstance(value, dict):
        keys = sorted(value, key=lambda k: k.encode("utf-16-be"))
        return "{" + ",".join(json.dumps(k, ensure_ascii=False) + ":" + canonical(value[k]) for k in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def check_upper_tiles(read, leaves):
    """Each hash of a level is the root of a full tile of the level below."""
    below, level = leaves, 1
    while len(below) >= 256:
        hashes = [root_of(below[i : i + 256]) for i in range(0, len(below) - 255, 256)]
        for tile in range((len(hashes) + 255) // 256):
            part = hashes[tile * 256 : tile * 256 + 256]
            stored = read("log/tile/%d" % level, tile_path(tile, len(part)))
            require(stored == b"".join(part), "tile %d of level %d" % (tile, level))
        below, level = hashes, level + 1
    return level


def verify_store(directory, witness_keys):
    def read(*parts):
        with open(os.path.join(directory, *parts), "rb") as f:
            return f.read()

    keys = [read_vkey(line) for line in read("keys/log.vkey").decode().splitlines()]
    if os.path.exists(os.path.join(directory, "keys/keys.json")):
        keys += [read_vkey(k["vkey"]) for k in json.loads(read("keys/keys.json"))["keys"]]
    origin, size, root = read_checkpoint(read("log/checkpoint"), keys)
    leaves, entries = [], 0
    for tile in range((size + 255) // 256):
        width = min(256, size - tile * 256)
        hashes = read("log/tile/0", tile_path(tile, width))
        bundle, at = read("log/tile/entries", tile_path(tile, width)), 0
        for i in range(width):
            (length,) = struct.unpack_from(">H", bundle, at)
            entry = bundle[at + 2 : at + 2 + length]
            at += 2 + length
            require(leaf_of(entry) == hashes[32 * i : 32 * i + 32], "entry %d fits its tile" % entries)
            require(canonical(json.loads(entry)).encode() == entry, "entry %d is canonical" % entries)
            entries += 1
        require(at == len(bundle) and len(hashes) == 32 * width, "tile %d has its width" % tile)
        leaves += [hashes[i : i + 32] for i in range(0, len(hashes), 32)]
    require(root_of(leaves) == root, "root of the newest checkpoint")
    levels = check_upper_tiles(read, leaves)
    seen = witnesses(read_note(read("log/checkpoint")), witness_keys)
    kept = sorted(int(n) for n in os.listdir(os.path.join(directory, "log/checkpoints")) if n.isdigit())
    for one in kept:
        of, n, old = read_checkpoint(read("log/checkpoints", str(one)), keys)
        require(of == origin and n == one and root_of(leaves[:n]) == old, "checkpoint %d" % one)
    print("store holds: %s, %d entries, %d checkpoints, %d levels of tiles" % (origin, entries, len(kept), levels))
    print("\n".join("witnessed by " + one for one in seen), end="\n" if seen else "")


def part_root(data):
    return root_of([leaf_of(data[i : i + 16384]) for i in range(0, len(data), 16384)])


def verify_bundle(path, witness_keys):
    archive = zipfile.ZipFile(path)
    names = archive.namelist()
    require(len(names) == len(set(names)), "no name twice")
    files = {name: archive.read(name) for name in names}
    manifest = json.loads(files["manifest.json"])
    listed = {f["path"]: f for f in manifest["files"]}
    require(set(files) - set(listed) == {"manifest.json", "manifest.note"}, "the files are those of the manifest")
    for name, f in listed.items():
        require(len(files[name]) == f["bytes"], "size of " + name)
        require(hashlib.sha256(files[name]).hexdigest() == f["sha256"], "hash of " + name)
    keys = [read_vkey(k["vkey"]) for k in json.loads(files["keys.json"])["keys"]]
    origin, size, root = read_checkpoint(files["checkpoint.txt"], keys)
    by = signers(read_note(files["checkpoint.txt"]), keys)
    text, _ = note = read_note(files["manifest.note"])
    require(text == "%s\nmanifest\n%s\n" % (origin, base64.b64encode(sha(files["manifest.json"])).decode()), "manifest note")
    require(set(by) <= set(signers(note, by)), "the checkpoint's keys signed the manifest")
    proofs = json.loads(files["proofs.json"])
    paths = {p["index"]: [base64.b64decode(h) for h in p["path"]] for p in proofs["entries"]}
    segments, register = {}, 0
    for item in json.loads(files["entries.json"]):
        entry, index = item["entry"], item["index"]
        reached = root_by_path(leaf_of(canonical(entry).encode()), index, size, paths[index])
        require(reached == root, "entry %d" % index)
        register += entry["type"] == "access" and entry["session"] == manifest.get("session")
        if entry["type"] == "segment":
            segments[entry["camera"], entry["n"]] = entry
    require(register, "the register entry of the export")
    parts = 0
    for p in proofs["parts"]:
        entry = segments[p["camera"], p["n"]]
        data = files["parts/%s/%d-%d" % (p["camera"], p["n"], p["part"])]
        path = [base64.b64decode(h) for h in p["path"]]
        reached = root_by_path(leaf_of(part_root(data)), p["part"], entry["parts"], path)
        require(reached == base64.b64decode(entry["root"]), "part %d of %s %d" % (p["part"], p["camera"], p["n"]))
        parts += 1
    require(parts == sum(n.startswith("parts/") for n in names), "every part has a path")
    seen = witnesses(read_note(files["checkpoint.txt"]), witness_keys)
    print("bundle holds: %s, %d entries, %d parts" % (origin, len(paths), parts))
    print("\n".join("witnessed by " + one for one in seen), end="\n" if seen else "")


if __name__ == "__main__":
    require(len(sys.argv) >= 3 and sys.argv[1] in ("store", "bundle"), "usage: store DIR | bundle FILE, then VKEY …")
    (verify_store if sys.argv[1] == "store" else verify_bundle)(sys.argv[2], [read_vkey(k) for k in sys.argv[3:]])
