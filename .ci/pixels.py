#!/usr/bin/env python3
"""Nothing of an attachment is lost: each of its pages alone, and the page of the bundle that holds it, look the same.

Usage: pixels.py PANELPACK PACK WORK. Makes attachments of every kind (attachments.py), builds a copy of PACK with them, and
compares what two programs draw that have no part in it: pdftoppm and mutool. Needs pikepdf, reportlab, pillow and numpy.
"""

import json
import re
import shutil
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attachments
import numpy as np
import pikepdf
from PIL import Image

DPI = 72
# A dot counts as another where no dot beside it has nearly its colour.
NEARLY = 48
# A hairline frame stands around a page in the bundle: as many dots from its edge are left out.
EDGE = 3
# As many dots of a page may be others: the edges of letters fall elsewhere when a page is made smaller.
FEW = 0.001
# Poppler draws each tile of a pattern, and each step of a shade, on whole dots.
MORE = {"inks.pdf": 0.015}
# Layers that depend on others: mutool shows them all.
CONDITIONS = {"hidden-layers.pdf", "layers-off-at-first.pdf"}

bad = []


def main():
    panelpack, pack, work = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    copy = work / "pixels"
    shutil.copytree(pack, copy, ignore=shutil.ignore_patterns("out"))
    folder = copy / "documents"
    titles = attachments.make(folder)
    list_and_cite(copy, titles)
    subprocess.run([panelpack, "build", copy], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    bundle = copy / "out" / "panel-bundle.pdf"
    pages = pages_of(copy / "out" / "manifest.json")
    at = work / "placed"
    at.mkdir()
    with pikepdf.open(bundle) as pdf:
        places = {file: cut_out(pdf, file, folder / file, pages[file], at) for file in titles}
        inside_and_outside(pdf, pages["links.pdf"])
        nothing_hidden(pdf)
    jobs = [
        (program, folder / file, number, page, scale, at / f"{page.stem}-{program.__name__}")
        for file, placed in places.items()
        for number, (page, scale) in enumerate(placed, start=1)
        for program in (poppler, mupdf)
        if program is poppler or file not in CONDITIONS
    ]
    with ThreadPoolExecutor() as pool:
        shares = list(pool.map(compare, jobs))
    # The comparison itself can fail.
    first, second = (poppler(folder / "comments.pdf", 1, DPI, at / "a"), poppler(folder / "pieces.pdf", 1, DPI, at / "b"))
    if differs(first, second) <= FEW:
        bad.append("two different pages look the same")
    print(f"{len(titles)} attachments, {sum(map(len, places.values()))} pages, drawn by two programs: at most {max(shares):.3%} of a page differs")
    if bad:
        sys.exit("\n".join(bad))


def compare(job):
    """The share of a page that looks different in the bundle."""
    program, file, number, page, scale, out = job
    alone = program(file, number, DPI * scale, f"{out}-alone")
    bound = program(page, 1, DPI, f"{out}-bound")
    share = differs(alone, bound)
    where = f"{file.name}, page {number}"
    if share > MORE.get(file.name, FEW):
        bad.append(f"{where}: {share:.2%} of it looks different, says {program.__name__}: {out}-*.png")
    if len(np.unique(bound.reshape(-1, 3), axis=0)) < 2:
        bad.append(f"{where} is empty, says {program.__name__}")
    return share


def list_and_cite(pack, titles):
    listed = pack / "documents" / "documents.yaml"
    cited = next(iter(sorted((pack / "evidence").glob("*.md"))))
    with listed.open("a") as out:
        for file, title in titles.items():
            out.write(f"\n- file: {file}\n  title: {json.dumps(title)}\n  kind: written-work\n")
            out.write("  written_by: candidate\n  date: 2024-06-21\n")
    with cited.open("a") as out:
        out.write("\n\nAttached: " + ", ".join(f"[{title}](../documents/{file})" for file, title in titles.items()) + ".\n")


def pages_of(manifest):
    """The first page in the bundle of each document."""
    documents = [one for one in json.loads(manifest.read_text())["documents"] if one["file"]]
    return {Path(one["file"]).name: one["bundle_page"] for one in documents}


def cut_out(pdf, file, alone, first, folder):
    """For each page of an attachment: its place in the bundle as a PDF of its own, and how much smaller it is there."""
    placed = []
    with pikepdf.open(alone) as attachment:
        for number, page in enumerate(attachment.pages):
            width, _ = seen(page)
            sheet = pdf.pages[first - 1 + number]
            box = place(sheet)
            out = pikepdf.new()
            out.pages.append(sheet)
            copied = out.pages[0]
            copied.MediaBox = copied.CropBox = list(box)
            name = folder / f"{file}-{number + 1}.pdf"
            out.save(name)
            placed.append((name, (box[2] - box[0]) / width))
    return placed


def seen(page):
    """The size of a page as a reader shows it."""
    media, crop = (sorted_box(box) for box in (page.mediabox, page.cropbox))
    x0, y0, x1, y1 = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    turn = page.obj.get("/Rotate", page.obj.Parent.get("/Rotate", 0))
    return (x1 - x0, y1 - y0) if turn % 180 == 0 else (y1 - y0, x1 - x0)


def sorted_box(box):
    x0, y0, x1, y1 = map(float, box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def place(sheet):
    """Where the largest drawing of a page of the bundle lies."""
    now, before, boxes = pikepdf.Matrix(), [], []
    for operands, operator in pikepdf.parse_content_stream(sheet):
        match str(operator):
            case "q":
                before.append(now)
            case "Q":
                now = before.pop()
            case "cm":
                now = pikepdf.Matrix(*map(float, operands)) @ now
            case "Do":
                drawing = sheet.resources.XObject[operands[0]]
                box = pikepdf.Rectangle(0, 0, 1, 1)
                if drawing.Subtype == "/Form":
                    matrix = pikepdf.Matrix(drawing.get("/Matrix", pikepdf.Array([1, 0, 0, 1, 0, 0])))
                    box = matrix.transform(pikepdf.Rectangle(drawing.BBox))
                boxes.append(now.transform(box))
    largest = max(boxes, key=lambda box: box.width * box.height)
    return largest.llx, largest.lly, largest.urx, largest.ury


def poppler(file, page, dpi, out):
    run("pdftoppm", "-r", f"{dpi:.6f}", "-f", page, "-l", page, "-cropbox", "-singlefile", "-png", file, out)
    return dots(out)


def mupdf(file, page, dpi, out):
    run("mutool", "draw", "-q", "-r", f"{dpi:.6f}", "-o", f"{out}.png", file, page)
    return dots(out)


def run(*command):
    subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def dots(out):
    with Image.open(f"{out}.png") as picture:
        return np.asarray(picture.convert("RGB")).astype(np.int16)


def differs(one, other):
    """The share of dots of either picture that have nothing like them in their place, or beside it, in the other."""
    if any(abs(a - b) > 2 for a, b in zip(one.shape, other.shape)):
        return 1.0
    height, width = (min(a, b) for a, b in zip(one.shape[:2], other.shape[:2]))
    one, other = (it[EDGE : height - EDGE, EDGE : width - EDGE] for it in (one, other))
    return max(unlike(one, other), unlike(other, one))


def unlike(one, other):
    around = np.pad(other, ((1, 1), (1, 1), (0, 0)), mode="edge")
    height, width = one.shape[:2]
    least = np.full((height, width), 255, dtype=np.int16)
    for down in range(3):
        for right in range(3):
            there = around[down : down + height, right : right + width]
            least = np.minimum(least, np.abs(one - there).max(axis=2))
    return float((least > NEARLY).mean())


def inside_and_outside(pdf, first):
    """Links of an attachment lead to the right pages of the bundle, and out of it; its bookmarks stand below its own."""
    found = {}
    for link in pdf.pages[first - 1].get("/Annots", []):
        if "/A" in link and "/URI" in link.A:
            found[str(link.A.URI)] = None
        elif "/Dest" in link and isinstance(link.Dest, pikepdf.Array):
            found[pikepdf.Page(link.Dest[0]).index + 1] = None
    for wanted in ("https://www.example.org/", first + 1, first + 2):
        if wanted not in found:
            bad.append(f"a link of links.pdf does not lead to {wanted}: {list(found)}")
    with pdf.open_outline() as outline:
        titles = []
        open_items = list(outline.root)
        while open_items:
            item = open_items.pop()
            titles.append(item.title)
            open_items.extend(item.children)
    for wanted in ("Second page of the links", "Third page of the links"):
        if not any(wanted in title for title in titles):
            bad.append(f"the bookmark is lost: {wanted}")


def nothing_hidden(pdf):
    """What was on a layer that is off is nowhere in the bundle."""
    secret = attachments.SECRET.encode()
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            try:
                data = item.read_bytes()
            except (pikepdf.PdfError, zlib.error):
                data = item.read_raw_bytes()
            if secret in data:
                bad.append(f"what a switched off layer says is in object {item.objgen[0]} of the bundle")
        elif re.search(attachments.SECRET, repr(item)):
            bad.append(f"what a switched off layer says is in object {item.objgen[0]} of the bundle")


if __name__ == "__main__":
    main()
