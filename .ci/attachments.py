"""Attachments of every kind that a bundle has to show as their own readers do, made from nothing.

Each function makes one file; its name is the name of the file, its first line the title of the document.
"""

import io
import struct
import sys
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image
from reportlab.lib.colors import CMYKColor
from reportlab.pdfgen import canvas

# What stands on layers that are off, and must not be anywhere in a bundle.
SECRET = "Brackenfold"
A4 = (595, 842)


def drawn(draw, sizes=(A4,), **options):
    """Pages drawn by reportlab, opened again to be changed."""
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, invariant=True, **options)
    for number, size in enumerate(sizes, start=1):
        sheet.setPageSize(size)
        draw(sheet, number, *size)
        sheet.showPage()
    sheet.save()
    return pikepdf.open(io.BytesIO(buffer.getvalue()))


def words(sheet, number, width, height):
    """A page that looks different any way up."""
    sheet.setFillColorRGB(0.8, 0.2, 0.2)
    sheet.rect(width - 90, 20, 70, 40, fill=1)
    sheet.setFillGray(0)
    sheet.setFont("Helvetica-Bold", 20)
    sheet.drawString(40, height - 60, f"Page {number}, {round(width)} by {round(height)}")
    sheet.setFont("Times-Roman", 11)
    for line in range(int((height - 160) / 30)):
        sheet.drawString(40, height - 90 - 15 * line, f"Line {line + 1}: what was seen on the visit is written here.")


def comment(pdf, page, subtype, rect, look, blend=None, resources=None, **entries):
    """Adds a comment with an appearance, its content in the coordinates of its own box."""
    x0, y0, x1, y1 = rect
    resources = resources or Dictionary()
    if blend:
        resources.ExtGState = Dictionary(B=Dictionary(BM=Name("/" + blend)))
        look = "/B gs " + look
    form = Stream(pdf, look.encode())
    form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, x1 - x0, y1 - y0], Resources=resources))
    annotation = Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=list(rect), F=4)
    if subtype in ("Highlight", "StrikeOut", "Underline"):
        annotation.QuadPoints = [x0, y1, x1, y1, x0, y0, x1, y0]
    annotation.AP = Dictionary(N=pdf.make_indirect(form))
    for key, value in entries.items():
        annotation[Name("/" + key)] = value
    if Name.Annots not in page:
        page.Annots = Array()
    page.Annots.append(pdf.make_indirect(annotation))
    return annotation


def put(pdf, page, content, **resources):
    """Adds content behind a page's own, and what it refers to."""
    page.contents_coalesce()
    page.Contents.write(b"q " + page.Contents.read_bytes() + b" Q\n" + content.encode())
    for kind, entries in resources.items():
        held = page.Resources.get(Name("/" + kind), Dictionary())
        for name, value in entries.items():
            held[Name("/" + name)] = value
        page.Resources[Name("/" + kind)] = held


HELVETICA = Dictionary(Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)))


def form_fields():
    """A form, filled in"""

    def draw(sheet, *_):
        form = sheet.acroForm
        sheet.drawString(40, 780, "Name of the child's school")
        form.textfield(name="school", x=40, y=740, width=300, height=24, value="Meadowbank Primary", fontSize=12)
        form.checkbox(name="agreed", x=40, y=690, checked=True, buttonStyle="check")
        form.checkbox(name="refused", x=80, y=690, checked=False, buttonStyle="cross")
        form.radio(name="when", value="then", x=40, y=650, selected=False)
        form.radio(name="when", value="now", x=80, y=650, selected=True)
        form.choice(name="setting", value="Home", x=40, y=600, width=160, height=24, options=["Home", "School", "Centre"])
        form.listbox(name="seen", value="Twice", x=40, y=500, width=160, height=70, options=["Once", "Twice", "Weekly"])

    return drawn(draw)


def comments():
    """Comments, highlights, a stamp and a drawn signature"""
    pdf = drawn(words)
    page = pdf.pages[0]
    comment(pdf, page, "Highlight", (36, 700, 300, 716), "1 1 0 rg 0 0 264 16 re f", "Multiply", C=[1, 1, 0])
    comment(pdf, page, "StrikeOut", (36, 640, 300, 656), "1 0 0 RG 1 w 0 7 m 264 7 l S")
    comment(pdf, page, "Underline", (36, 610, 300, 626), "0 0.5 0 RG 1 w 0 1 m 264 1 l S")
    comment(pdf, page, "Square", (320, 560, 420, 660), "0 0 1 RG 3 w 2 2 96 96 re S")
    comment(pdf, page, "Ink", (320, 420, 520, 500), "0.1 0.1 0.5 RG 2 w 5 20 m 40 90 70 -20 110 40 c 150 60 l S", InkList=Array([Array([325, 440, 470, 480])]))
    look = "0.7 0 0 RG 0.7 0 0 rg 3 w 3 3 154 44 re S BT /F 22 Tf 18 17 Td (RECEIVED) Tj ET"
    comment(pdf, page, "Stamp", (320, 300, 480, 350), look, resources=HELVETICA)
    look = "1 1 0.9 rg 0 0 200 60 re f 0 g BT /F 12 Tf 6 40 Td (Typed beside the text) Tj ET"
    comment(pdf, page, "FreeText", (320, 200, 520, 260), look, resources=HELVETICA, DA=String("/Helv 12 Tf 0 g"))
    # Turned and stretched by its own matrix.
    turned = comment(pdf, page, "Stamp", (40, 60, 100, 180), "0 0.6 0 rg 0 0 120 60 re f 1 g 10 10 30 10 re f")
    turned.AP.N.BBox, turned.AP.N.Matrix = [0, 0, 120, 60], [0, 1, -1, 0, 0, 0]
    # Hidden, and for the screen only when somebody points at it: neither is seen.
    for flags in (2, 32):
        comment(pdf, page, "Square", (200, 60, 260, 120), "0 g 0 0 60 60 re f").F = flags
    return pdf


def turned_pages():
    """Pages that are turned, with comments on them"""
    pdf = drawn(words, [A4, A4, (842, 595), A4])
    for page, turn in zip(pdf.pages, (90, 180, 270, -90)):
        page.Rotate = turn
        comment(pdf, page, "Square", (100, 300, 200, 360), "0 0 1 RG 1 w 2 2 96 56 re S")
    return pdf


def cropped_pages():
    """Cropped pages, boxes that begin anywhere, sizes of every kind"""
    pdf = drawn(words, [A4, A4, A4, (1191, 842), (300, 180), (612, 792), (300, 1500)])
    pdf.pages[0].CropBox = [30, 400, 500, 830]
    pdf.pages[1].MediaBox, pdf.pages[1].CropBox = [-100, -50, 595, 842], [-60, 300, 400, 800]
    # Corners the wrong way about, and a page turned after it was cropped.
    pdf.pages[2].MediaBox = [595, 842, 0, 0]
    pdf.pages[2].CropBox, pdf.pages[2].Rotate = [20, 420, 420, 820], 90
    return pdf


def inherited_pages():
    """Size, turn and fonts that the pages inherit"""
    pdf = drawn(words, [A4, A4])
    pages = pdf.Root.Pages
    pages.MediaBox, pages.Rotate, pages.Resources = [0, 0, 595, 842], 90, pdf.pages[0].Resources
    for page in pdf.pages:
        for key in ("/MediaBox", "/Rotate", "/Resources"):
            if key in page:
                del page[key]
    return pdf


def newer_version():
    """A file of PDF 2.0 with a comment"""
    pdf = drawn(words)
    comment(pdf, pdf.pages[0], "Highlight", (36, 700, 300, 716), "0 1 0 rg 0 0 264 16 re f", "Multiply")
    return pdf


def layers(pdf, names, **usual):
    groups = {name: pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in names}
    order = Array(groups.values())
    pdf.Root.OCProperties = Dictionary(OCGs=order, D=Dictionary(Order=order, **usual))
    return groups


def hidden_layers():
    """Layers, some of them off"""
    pdf = drawn(words)
    page = pdf.pages[0]
    groups = layers(pdf, ["on", "off", "draft"])
    on, off, draft = groups.values()
    pdf.Root.OCProperties.D.OFF = Array([off, draft])
    form = pdf.make_stream(f"BT /F 12 Tf 300 400 Td ({SECRET} in a drawing) Tj ET".encode())
    form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842], Resources=HELVETICA))
    switched = pdf.make_stream(f"0 0 1 rg 300 250 60 60 re f % {SECRET}".encode())
    switched.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842], OC=off))
    mixed = pdf.make_stream(f"/OC /L BDC BT /F 9 Tf 300 150 Td ({SECRET}) Tj ET EMC 0 1 0 rg 300 100 60 30 re f".encode())
    mixed.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842]))
    mixed.Resources = Dictionary(Font=HELVETICA.Font, Properties=Dictionary(L=off))
    either = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=Array([on, off]), P=Name.AnyOn))
    both = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=Array([on, off]), P=Name.AllOn))
    none = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=Array([off, draft]), P=Name.AllOff))
    put(
        pdf,
        page,
        f"""
        /OC /On BDC 0 0.6 0 rg 300 700 40 40 re f EMC
        /OC /Off BDC BT /F 12 Tf 300 650 Td ({SECRET} (and her ) EMC \\) sister) Tj ET 1 0 0 rg 350 700 40 40 re f
          /Span <</ActualText ({SECRET})>> BDC 400 700 40 40 re f EMC
          /OC /On BDC 450 700 40 40 re f EMC /Hid Do
          BI /W 2 /H 1 /CS /G /BPC 8 ID ab EI
        EMC
        300 600 40 40 re f
        /OC /Off BDC q 300 500 80 60 re W n EMC 0 0 1 rg 290 490 60 60 re f Q
        /OC /Either BDC 400 600 30 30 re f EMC /OC /Both BDC 440 600 30 30 re f EMC /OC /None BDC 480 600 30 30 re f EMC
        /Switched Do /Mixed Do
        /OC /On BDC /OC /Draft BDC 300 40 40 40 re f EMC 350 40 40 40 re f EMC
        """,
        Properties={"On": on, "Off": off, "Draft": draft, "Either": either, "Both": both, "None": none},
        XObject={"Hid": form, "Switched": switched, "Mixed": mixed},
        Font={"F": HELVETICA.Font.F},
    )
    comment(pdf, page, "Square", (480, 40, 540, 100), "1 0 0 rg 0 0 60 60 re f", OC=off, Contents=String(SECRET))
    comment(pdf, page, "Square", (480, 120, 540, 180), "0 0 1 rg 0 0 60 60 re f", OC=on)
    return pdf


def layers_off_at_first():
    """Layers that are off unless named, and conditions on them"""
    pdf = drawn(words)
    groups = layers(pdf, ["a", "b", "c"], BaseState=Name.OFF)
    a, b, c = groups.values()
    pdf.Root.OCProperties.D.ON = Array([b])

    def when(*expression):
        return pdf.make_indirect(Dictionary(Type=Name.OCMD, VE=Array(expression)))

    conditions = {
        "One": when(Name.Or, a, b),
        "All": when(Name.And, b, c),
        "Not": when(Name.And, b, Array([Name.Not, Array([Name.Or, a, c])])),
    }
    marked = " ".join(
        f"/OC /{name} BDC {300 + 50 * at} 700 40 40 re f EMC" for at, name in enumerate(["A", "B", *conditions])
    )
    put(pdf, pdf.pages[0], "0.5 0 0.5 rg " + marked, Properties={"A": a, "B": b, **conditions})
    return pdf


def inks():
    """Colours of printers, a photograph in them, shades and patterns"""

    def draw(sheet, *_):
        for at, ink in enumerate([(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1), (0.3, 0.6, 0.1, 0.2)]):
            sheet.setFillColor(CMYKColor(*ink))
            sheet.rect(40 + 90 * at, 700, 80, 80, stroke=0, fill=1)
        edge = sheet.beginPath()
        edge.rect(40, 600, 460, 50)
        sheet.clipPath(edge, stroke=0)
        sheet.linearGradient(40, 600, 500, 600, [CMYKColor(1, 0, 0, 0), CMYKColor(0, 0, 1, 0)])

    pdf = drawn(draw)
    page = pdf.pages[0]
    photograph = Image.new("CMYK", (64, 48))
    photograph.putdata([(x * 4 % 256, y * 5 % 256, (x + y) * 2 % 256, 20) for y in range(48) for x in range(64)])
    buffer = io.BytesIO()
    photograph.save(buffer, "JPEG", quality=95)
    data = pdf.make_stream(buffer.getvalue())
    data.update(Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=64, Height=48, BitsPerComponent=8))
    data.ColorSpace, data.Filter, data.Decode = Name.DeviceCMYK, Name.DCTDecode, [1, 0] * 4
    tile = pdf.make_stream(b"0.9 0.5 0 rg 0 0 6 6 re f 0 0.4 0.8 rg 6 6 6 6 re f")
    tile.update(Dictionary(Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 12, 12]))
    tile.XStep, tile.YStep, tile.Resources, tile.Matrix = 12, 12, Dictionary(), [1, 0, 0, 1, 5, 3]
    put(
        pdf,
        page,
        "q 200 0 0 150 40 400 cm /Cmyk Do Q /Pattern cs /Tile scn 300 400 200 150 re f"
        " q /Half gs 0 0 1 rg 250 350 150 150 re f Q q /Times gs 1 1 0 rg 100 650 300 90 re f Q",
        XObject={"Cmyk": data},
        Pattern={"Tile": tile},
        ExtGState={"Half": Dictionary(ca=0.5), "Times": Dictionary(BM=Name.Multiply)},
    )
    page.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    return pdf


def scan(pdf, page, name, data, size, entries, place):
    picture = pdf.make_stream(data)
    picture.update(Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=size[0], Height=size[1], **entries))
    put(pdf, page, f"q {place} cm /{name} Do Q", XObject={name: picture})


def fax(width, height):
    """A page as a fax machine sends it: black and white, packed as Group 4."""
    paper = Image.new("1", (width, height), 1)
    paper.putdata([0 if (x // 16 + y // 12) % 3 == 0 or x == y else 1 for y in range(height) for x in range(width)])
    buffer = io.BytesIO()
    paper.save(buffer, "TIFF", compression="group4")
    read = Image.open(io.BytesIO(buffer.getvalue()))
    start, length = read.tag_v2[273][0], read.tag_v2[279][0]
    return buffer.getvalue()[start : start + length], read.tag_v2[262] == 1


def jbig2(width, height, packed):
    """A JBIG2 page of one region that is packed as Group 4 is."""

    def segment(number, kind, data):
        return struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data

    page = struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", width, height, 0, 0, 0, 1) + packed
    return segment(0, 48, page) + segment(1, 38, region)


def scans():
    """Scans: JPEG 2000, JBIG2, fax, and a picture with a soft edge"""
    pdf = drawn(lambda sheet, *_: sheet.drawString(40, 800, "Four scans"))
    page = pdf.pages[0]
    photograph = Image.new("RGB", (120, 90))
    photograph.putdata([(x * 2, y * 2, 255 - x) for y in range(90) for x in range(120)])
    buffer = io.BytesIO()
    photograph.save(buffer, "JPEG2000", irreversible=False)
    scan(pdf, page, "Jpx", buffer.getvalue(), (120, 90), {"Filter": Name.JPXDecode}, "240 0 0 180 40 580")
    packed, white_is_one = fax(320, 240)
    parts = Dictionary(K=-1, Columns=320, Rows=240, BlackIs1=not white_is_one)
    grey = {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 1}
    scan(pdf, page, "Fax", packed, (320, 240), {**grey, "Filter": Name.CCITTFaxDecode, "DecodeParms": parts}, "240 0 0 180 310 580")
    scan(pdf, page, "Jb", jbig2(320, 240, packed), (320, 240), {**grey, "Filter": Name.JBIG2Decode}, "240 0 0 180 40 360")
    mask = pdf.make_stream(bytes((x * 255) // 119 for _ in range(90) for x in range(120)))
    mask.update(Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=120, Height=90, BitsPerComponent=8, ColorSpace=Name.DeviceGray))
    colours = {"ColorSpace": Name.DeviceRGB, "BitsPerComponent": 8, "SMask": mask}
    scan(pdf, page, "Soft", photograph.tobytes(), (120, 90), colours, "240 0 0 180 310 360")
    return pdf


def fonts():
    """Fonts that are not embedded, and one whose letters are drawings"""

    def draw(sheet, *_):
        names = ["Helvetica", "Times-Italic", "Courier-Bold", "Symbol", "ZapfDingbats"]
        for at, font in enumerate(names):
            sheet.setFont(font, 16)
            sheet.drawString(40, 780 - 40 * at, "The social worker saw them both, 12.30")

    pdf = drawn(draw)
    arial = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/Arial,Bold"), Encoding=Name.WinAnsiEncoding)
    glyph = pdf.make_stream(b"700 0 0 0 600 600 d1 0 0 600 600 re f")
    boxes = Dictionary(Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 700, 700], FontMatrix=[0.001, 0, 0, 0.001, 0, 0])
    boxes.update(Dictionary(CharProcs=Dictionary(box=glyph), FirstChar=97, LastChar=97, Widths=[700], Resources=Dictionary()))
    boxes.Encoding = Dictionary(Differences=Array([97, Name.box]))
    put(
        pdf,
        pdf.pages[0],
        "BT /Arial 18 Tf 40 500 Td (Arial, which every office has) Tj /Boxes 30 Tf 0 -60 Td (aaa) Tj ET",
        Font={"Arial": arial, "Boxes": boxes},
    )
    return pdf


def pieces():
    """Content in pieces, with states left open, and a comment over it"""
    pdf = drawn(words)
    page = pdf.pages[0]
    page.contents_coalesce()
    own = page.Contents.read_bytes()
    parts = [own, b"\nq 1 0 0 1 200 0 cm 0.5 0 0 rg", b"100 100 50 50 re", b"f 0 0 5 5 re W n"]
    page.Contents = Array([pdf.make_stream(part) for part in parts])
    comment(pdf, page, "Square", (300, 300, 400, 400), "0 0 1 RG 3 w 2 2 96 96 re S")
    return pdf


def links():
    """Links and bookmarks: inside, outside, by name"""
    pdf = drawn(words, [A4, A4, A4])
    first, second, third = pdf.pages

    def link(rect, **target):
        entry = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, Border=[0, 0, 2], C=[0, 0.5, 0])
        for key, value in target.items():
            entry[Name("/" + key)] = value
        return pdf.make_indirect(entry)

    names = Dictionary(Names=[String("end"), Dictionary(D=Array([third.obj, Name.Fit]))])
    pdf.Root.Names = Dictionary(Dests=pdf.make_indirect(names))
    first.Annots = Array([
        link([40, 700, 200, 720], Dest=Array([second.obj, Name.XYZ, 0, 500, 0])),
        link([40, 660, 200, 680], A=Dictionary(S=Name.URI, URI=String("https://www.example.org/"))),
        link([40, 620, 200, 640], A=Dictionary(S=Name.GoTo, D=String("end"))),
    ])
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Second page of the links", 1))
        outline.root[0].children.append(pikepdf.OutlineItem("Third page of the links", 2))
    return pdf


def locked(**encryption):
    pdf = drawn(words)
    comment(pdf, pdf.pages[0], "Square", (300, 300, 400, 400), "0 0 1 RG 3 w 2 2 96 96 re S")
    return pdf, {"encryption": pikepdf.Encryption(owner="owner", user="", **encryption)}


def locked_rc4_40():
    """For reading only, RC4 of 40 bits"""
    return locked(R=2, aes=False, metadata=False)


def locked_rc4_128():
    """For reading only, RC4 of 128 bits"""
    return locked(R=3, aes=False, metadata=False)


def locked_aes_128():
    """For reading only, AES of 128 bits"""
    return locked(R=4)


def locked_aes_256():
    """For reading only, AES of 256 bits"""
    return locked(R=6)


def broken_table():
    """A file whose table of contents is wrong"""
    return drawn(words, [A4, A4]), {"object_stream_mode": pikepdf.ObjectStreamMode.disable}


def break_table(data):
    """The first line grows: everything stands seven bytes from where the table says."""
    start = data.index(b"\n") + 1
    return data[:start] + b"% moved" + data[start - 1 :]


def no_table():
    """A file whose table of contents was cut off"""
    return broken_table()


def cut_table(data):
    return data[: data.rindex(b"startxref")]


ALL = [
    form_fields, comments, turned_pages, cropped_pages, inherited_pages, newer_version, hidden_layers, layers_off_at_first, inks,
    scans, fonts, pieces, links, locked_rc4_40, locked_rc4_128, locked_aes_128, locked_aes_256, broken_table, no_table,
]  # fmt: skip
AFTERWARDS = {broken_table: break_table, no_table: cut_table}


def make(folder):
    """Writes them all. Gives the title of each file."""
    titles = {}
    for kind in ALL:
        made = kind()
        pdf, how = made if isinstance(made, tuple) else (made, {})
        version = "2.0" if kind is newer_version else ""
        buffer = io.BytesIO()
        pdf.save(buffer, static_id=True, force_version=version, **how)
        data = AFTERWARDS.get(kind, lambda data: data)(buffer.getvalue())
        name = kind.__name__.replace("_", "-") + ".pdf"
        (folder / name).write_bytes(data)
        titles[name] = kind.__doc__
    return titles


if __name__ == "__main__":
    make(Path(sys.argv[1]))
