"""PDF files written by hand: pages of lines with a text layer, and pages that are a picture."""

SHAPE = "1000 0 0 0 750 750 d1 0 0 750 750 re f"
"""What every character looks like: a box."""

PICTURE = (
    "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
    "/BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream"
)
BARE_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /Nowhere /Encoding /Identity-H /ToUnicode 4 0 R "
    "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Nowhere /DW 1000 "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
    "/FontDescriptor << /Type /FontDescriptor /FontName /Nowhere /Flags 4 >> >>] >>"
)
"""A font that is neither in the file nor on any machine."""

LOCKED = (
    f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'01' * 32}> /U <{'02' * 32}> >> "
    f"/ID [<{'03' * 16}> <{'03' * 16}>]"
)
"""An encryption that no password opens."""


def pdf_file(*pages: list[str] | None, encryption: str = "", has_font: bool = True) -> bytes:
    """Return a PDF of pages, each the lines on it, or None for a picture without text.

    All pages together may have 255 different characters.
    """
    signs = {sign for lines in pages for line in lines or [] for sign in line}
    codes = {sign: code for code, sign in enumerate(sorted(signs), 1)}
    width = 2 if has_font else 4
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids(len(pages))}] /Count {len(pages)} >>",
        font(len(codes)) if has_font else BARE_FONT,
        stream(meanings(codes, width)),
        PICTURE,
        stream(SHAPE),
    ]
    for at, lines in enumerate(pages):
        objects += [page(8 + 2 * at), stream(drawn(lines, codes, width))]
    return assembled(objects, encryption)


def kids(count: int) -> str:
    return " ".join(f"{7 + 2 * at} 0 R" for at in range(count))


def page(contents: int) -> str:
    return (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {contents} 0 R "
        "/Resources << /Font << /F 3 0 R >> /XObject << /P 5 0 R >> >> >>"
    )


def font(count: int) -> str:
    """Return a font whose codes 1 to count are all drawn as the same shape."""
    names = " ".join(f"/c{code}" for code in range(1, count + 1))
    shapes = " ".join(f"/c{code} 6 0 R" for code in range(1, count + 1))
    return (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [.001 0 0 .001 0 0] "
        f"/FirstChar 1 /LastChar {count} /Widths [{'1000 ' * count}] /ToUnicode 4 0 R "
        f"/Encoding << /Differences [1 {names}] >> /CharProcs << {shapes} >> >>"
    )


def meanings(codes: dict[str, int], width: int) -> str:
    """Return the table that says which character each code is."""
    rows = " ".join(
        f"<{code:0{width}x}> <{sign.encode('utf-16-be').hex()}>" for sign, code in codes.items()
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def "
        f"1 begincodespacerange <{'0' * width}> <{'f' * width}> endcodespacerange "
        f"{len(codes)} beginbfchar {rows} endbfchar endcmap end end"
    )


def drawn(lines: list[str] | None, codes: dict[str, int], width: int) -> str:
    """Return the commands that draw a page."""
    if lines is None:
        return "q 595 0 0 842 0 0 cm /P Do Q"
    coded = ("".join(f"{codes[sign]:0{width}x}" for sign in line) for line in lines)
    return "\n".join(["BT /F 12 Tf 20 TL 72 770 Td", *(f"<{line}> Tj T*" for line in coded), "ET"])


def stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def assembled(objects: list[str], encryption: str) -> bytes:
    """Return the file with the table that says where each object begins."""
    content, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{text}\nendobj\n".encode()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{rows}"
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R {encryption} >>\n"
    return content + f"{table}{trailer}startxref\n{len(content)}\n%%EOF".encode()
