//! Reads texts from standard input, one a line as hexadecimal code points separated by blanks, and writes each with a
//! tab and the lengths in bytes of its extended grapheme clusters.

use std::io::{stdin, BufRead};
use unicode_segmentation::UnicodeSegmentation;

fn main() {
    for line in stdin().lock().lines().map(Result::unwrap) {
        let text: String = line
            .split(' ')
            .map(|part| char::from_u32(u32::from_str_radix(part, 16).unwrap()).unwrap())
            .collect();
        let lengths: Vec<String> = text.graphemes(true).map(|cluster| cluster.len().to_string()).collect();
        println!("{}\t{}", line, lengths.join(" "));
    }
}
