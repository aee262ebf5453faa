//! Files that nobody would send: looked into by every reader and survived, whatever they hold.

use super::super::sniff::{fits, kind, mime_type};
use super::super::voice_note::to_ogg;
use super::movie::boxed;
use super::{Facts, fragments, movie, picture, voice};
use bytes::Bytes;
use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Cursor;
use testkit::samples;

/// What begins a file, or a part of one.
const WORDS: [&[u8]; 44] = [
    b"OggS",
    b"OpusHead",
    b"OpusTags",
    b"#!AMR\n",
    b"RIFF",
    b"WEBPVP8X",
    b"VP8L",
    b"ALPH",
    b"ANIM",
    b"\x89PNG\r\n\x1a\n",
    b"IHDR",
    b"IDAT",
    b"iCCP",
    b"eXIf",
    b"\xff\xd8\xff",
    b"\xff\xe1\0\x10Exif\0\0",
    b"II*\0",
    b"GIF89a",
    b"NETSCAPE2.0",
    b"ftypmp42",
    b"ftypisom",
    b"moov",
    b"trak",
    b"tkhd",
    b"mvhd",
    b"moof",
    b"traf",
    b"trun",
    b"mvex",
    b"stsz",
    b"stsc",
    b"stts",
    b"dOps",
    b"\x1a\x45\xdf\xa3",
    b"\x18\x53\x80\x67",
    b"\x16\x54\xae\x6b",
    b"\x1f\x43\xb6\x75",
    b"A_OPUS",
    b"V_VP9",
    b"%PDF-1.7",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"ID3",
    b"<svg",
];

fn drawn(format: ImageFormat, shows_through: bool) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let drawn = RgbaImage::from_fn(12, 9, |x, y| {
        let shade = |at: u32| u8::try_from(at * 20).unwrap();
        Rgba([shade(x), shade(y), 90, shade(x)])
    });
    let picture = DynamicImage::ImageRgba8(drawn);
    let picture = if shows_through {
        picture
    } else {
        DynamicImage::ImageRgb8(picture.to_rgb8())
    };
    picture.write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn film() -> Vec<u8> {
    let mut mvhd = vec![0; 100];
    mvhd[14..18].copy_from_slice(&[3, 232, 0, 0]);
    let mut tkhd = vec![0; 84];
    tkhd[76..84].copy_from_slice(&[2, 128, 0, 0, 1, 224, 0, 0]);
    let track = boxed(b"trak", &boxed(b"tkhd", &tkhd));
    let index = [boxed(b"mvhd", &mvhd), track].concat();
    [boxed(b"ftyp", b"mp42\0\0\0\0"), boxed(b"moov", &index)].concat()
}

fn page(granule: u8, packets: &[&[u8]]) -> Vec<u8> {
    let mut page = b"OggS\0\0".to_vec();
    page.extend([granule, 40, 0, 0, 0, 0, 0, 0]);
    page.extend([0; 12]);
    page.push(u8::try_from(packets.len()).unwrap());
    page.extend(packets.iter().map(|it| u8::try_from(it.len()).unwrap()));
    page.extend(packets.concat());
    page
}

const OPUS_HEAD: &[u8] = b"OpusHead\x01\x01\x38\x01\x80\xbb\0\0\0\0\0";

fn spoken() -> Vec<u8> {
    let sound: Vec<&[u8]> = vec![&[0x78; 40], &[0x78; 90], &[0x78; 60]];
    let tags: &[u8] = b"OpusTags\0\0\0\0\0\0\0\0";
    [page(0, &[OPUS_HEAD]), page(0, &[tags]), page(9, &sound)].concat()
}

fn element(id: &[u8], body: &[u8]) -> Vec<u8> {
    let size = u32::try_from(body.len()).unwrap() | 0x1000_0000;
    [id, &size.to_be_bytes(), body].concat()
}

fn recorded() -> Vec<u8> {
    let codec = element(&[0x86], b"A_OPUS");
    let track = [codec, element(&[0x63, 0xa2], OPUS_HEAD)].concat();
    let tracks = element(&[0x16, 0x54, 0xae, 0x6b], &element(&[0xae], &track));
    let block = element(&[0xa3], b"\x81\0\0\x80\x78 sound");
    let cluster = element(&[0x1f, 0x43, 0xb6, 0x75], &block);
    let whole = [tracks, cluster].concat();
    let head = element(&[0x1a, 0x45, 0xdf, 0xa3], b"");
    [head, element(&[0x18, 0x53, 0x80, 0x67], &whole)].concat()
}

fn files() -> Vec<Vec<u8>> {
    use ImageFormat::{Bmp, Gif, Jpeg, Png, WebP};
    vec![
        drawn(Jpeg, false),
        drawn(Png, false),
        drawn(Png, true),
        drawn(WebP, true),
        drawn(Gif, true),
        drawn(Bmp, true),
        film(),
        spoken(),
        recorded(),
        samples::VOICE_WHOLE.to_vec(),
        samples::VOICE_FRAGMENTS.to_vec(),
        samples::FILM_FRAGMENTS.to_vec(),
        b"#!AMR\n\x0c".to_vec(),
        b"%PDF-1.7\n".to_vec(),
    ]
}

/// All that becomes of a file whose bytes a stranger chose.
fn outcome(input: &[u8]) -> u64 {
    let mut outcome = DefaultHasher::new();
    for said in ["", "image/png", "audio/ogg; codecs=opus", "application/zip"] {
        let found = mime_type(Some(said), input);
        let is_plain = found.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        assert!(is_plain && found.contains('/'), "{found:?}");
        assert!(fits(kind(&found), &found), "{found}");
        found.hash(&mut outcome);
    }
    let bytes = Bytes::copy_from_slice(input);
    note(&mut outcome, picture::look(&bytes).as_ref());
    note(&mut outcome, voice::listen(&bytes).as_ref());
    note(&mut outcome, Some(&movie::facts(input)));
    fragments::duration(input).is_some().hash(&mut outcome);
    let carried = to_ogg(input);
    carried.is_some().hash(&mut outcome);
    if let Some(carried) = carried {
        let heard = voice::listen(&carried.into());
        note(&mut outcome, heard.as_ref());
    }
    outcome.finish()
}

/// Sizes that differ little are one outcome.
fn note(outcome: &mut DefaultHasher, facts: Option<&Facts>) {
    facts.is_some().hash(outcome);
    let Some(facts) = facts else { return };
    for number in [facts.width, facts.height, facts.duration_ms] {
        assert!(number.is_none_or(|number| number >= 0));
        number.and_then(i64::checked_ilog2).hash(outcome);
    }
    if let Some(curve) = &facts.waveform {
        assert!(curve.len() == 64 && curve.iter().all(|step| *step <= 100));
    }
    let has = (facts.waveform.is_some(), facts.thumbnail.is_some());
    (has, facts.animated).hash(outcome);
}

#[test]
fn damaged_files_are_survived() {
    testkit::damage::survive("files", files(), &WORDS, outcome);
}
