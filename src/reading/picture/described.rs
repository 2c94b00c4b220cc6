//! What an editor wrote about a picture in XML: its title, who is in it, where it was taken.

use crate::reading::office::packet;

/// The longest such packet that is read, and how many of them.
const LONGEST: usize = 1 << 20;
const MOST: usize = 8;

/// Words that hold what a person wrote; everything else is a matter of the program.
const SAYING: [(&str, &str); 30] = [
    ("title", "title"),
    ("description", "description"),
    ("subject", "keywords"),
    ("creator", "author"),
    ("rights", "copyright"),
    ("Headline", "headline"),
    ("CaptionWriter", "author"),
    ("Credit", "copyright"),
    ("Source", "source"),
    ("Instructions", "instructions"),
    ("TransmissionReference", "reference"),
    ("City", "place"),
    ("State", "place"),
    ("Country", "place"),
    ("Location", "place"),
    ("CountryName", "place"),
    ("Sublocation", "place"),
    ("PersonInImage", "person in the picture"),
    ("PersonDisplayName", "person in the picture"),
    ("Name", "person in the picture"),
    ("Event", "event"),
    ("Nickname", "name"),
    ("OwnerName", "owner of the camera"),
    ("UserComment", "remark"),
    ("ImageDescription", "description"),
    ("hierarchicalSubject", "keywords"),
    ("TagsList", "keywords"),
    ("Keywords", "keywords"),
    ("Label", "label"),
    ("DocumentName", "name of the document"),
];

/// What is said, and whether a place on the earth is named.
pub(super) fn read(bytes: &[u8]) -> (Vec<(String, String)>, bool) {
    let (mut said, mut is_placed) = (Vec::new(), false);
    let mut rest = bytes;
    for _ in 0..MOST {
        let Some(start) = find(rest, b"<rdf:RDF") else { break };
        let packet_ = rest.get(start..).unwrap_or_default();
        let end = find(packet_, b"</rdf:RDF>").map_or(packet_.len(), |end| end + 10).min(LONGEST);
        let text = String::from_utf8_lossy(packet_.get(..end).unwrap_or(packet_));
        for (name, value) in packet(&text) {
            is_placed |= matches!(&*name, "GPSLatitude" | "GPSLongitude") && !value.is_empty();
            if let Some((_, shown)) = SAYING.iter().find(|(known, _)| *known == name) {
                said.push(((*shown).to_owned(), value));
            }
        }
        rest = packet_.get(end..).unwrap_or_default();
    }
    (said, is_placed)
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|window| window == mark)
}
