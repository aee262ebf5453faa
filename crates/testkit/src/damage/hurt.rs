//! One input, damaged: bits and bytes, pieces gone, doubled or out of another, numbers that are too much.

use super::dice::Dice;

/// Whatever grows beyond this is cut.
const LARGEST: usize = 64 * 1024;
const MOST_WOUNDS: usize = 6;
/// A piece that is moved or taken out.
const LONGEST_PIECE: usize = 512;

/// Lengths and counts stand in all widths, from either end.
const NUMBERS: [u64; 10] = [
    0,
    1,
    0x7f,
    0x80,
    0xff,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_ffff,
    0x7fff_ffff_ffff_ffff,
    u64::MAX,
];
const DIGITS: [&[u8]; 8] = [
    b"0",
    b"-1",
    b"1e400",
    b"0.5",
    b"9223372036854775808",
    b"18446744073709551616",
    b"253402300800",
    b"-377705116800",
];

pub(super) fn hurt(dice: &mut Dice, pool: &[Vec<u8>], words: &[&[u8]]) -> Vec<u8> {
    let mut input = pool
        .get(dice.below(pool.len()))
        .cloned()
        .unwrap_or_default();
    for _ in 0..=dice.below(MOST_WOUNDS) {
        wound(dice, &mut input, pool, words);
    }
    input.truncate(LARGEST);
    input
}

fn wound(dice: &mut Dice, input: &mut Vec<u8>, pool: &[Vec<u8>], words: &[&[u8]]) {
    let at = dice.below(input.len());
    match dice.below(10) {
        0 => {
            let bit = 1 << dice.below(8);
            change(input, at, |byte| byte ^ bit);
        }
        1 => {
            let new = dice.byte();
            change(input, at, |_| new);
        }
        2 => drop(input.drain(at..piece(dice, input, at))),
        3 => {
            let again = input[at..piece(dice, input, at)].to_vec();
            insert(input, at, &again);
        }
        4 => insert(input, at, dice.one_of(words).unwrap_or_default()),
        5 => write(input, at, dice.one_of(words).unwrap_or_default()),
        6 => input.truncate(at),
        7 => {
            let other = pool
                .get(dice.below(pool.len()))
                .map_or(&[][..], Vec::as_slice);
            let from = dice.below(other.len());
            let taken = &other[from..piece(dice, other, from)];
            insert(input, at, taken);
        }
        8 => digits(dice, input, at),
        _ => {
            let number = NUMBERS[dice.below(NUMBERS.len())];
            let width = 1 << dice.below(4);
            let little = number.to_le_bytes();
            let big = number.to_be_bytes();
            match dice.below(2) {
                0 => write(input, at, &little[..width]),
                _ => write(input, at, &big[8 - width..]),
            }
        }
    }
}

fn change(input: &mut [u8], at: usize, how: impl Fn(u8) -> u8) {
    if let Some(byte) = input.get_mut(at) {
        *byte = how(*byte);
    }
}

/// Where a piece that begins here ends.
fn piece(dice: &mut Dice, input: &[u8], at: usize) -> usize {
    at + dice.below(LONGEST_PIECE.min(input.len() - at) + 1)
}

fn insert(input: &mut Vec<u8>, at: usize, new: &[u8]) {
    input.splice(at..at, new.iter().copied());
}

fn write(input: &mut [u8], at: usize, new: &[u8]) {
    for (old, new) in input[at..].iter_mut().zip(new) {
        *old = *new;
    }
}

/// The next number that is written out becomes one that fits nowhere.
fn digits(dice: &mut Dice, input: &mut Vec<u8>, at: usize) {
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let Some(from) = input[at..].iter().position(is_digit) else {
        return;
    };
    let from = at + from;
    let length = input[from..].iter().take_while(|it| is_digit(it)).count();
    let new = dice.one_of(&DIGITS).unwrap_or_default();
    input.splice(from..from + length, new.iter().copied());
}
