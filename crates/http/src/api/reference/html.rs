//! Writing HTML by hand, safely.

use std::borrow::Cow;

/// Text for between tags or within quotes.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"']) {
        return Cow::Borrowed(text);
    }
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    Cow::Owned(text.replace('"', "&quot;"))
}

/// Text with `code` between backticks.
pub(super) fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (position, part) in text.split('`').enumerate() {
        let part = escape(part);
        if position % 2 == 1 {
            out.extend(["<code>", &part, "</code>"]);
        } else {
            out.push_str(&part);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_escapes_its_place() {
        assert_eq!(
            escape("<a href=\"x\">&"),
            "&lt;a href=&quot;x&quot;&gt;&amp;"
        );
        assert_eq!(
            prose("match `code` <b>"),
            "match <code>code</code> &lt;b&gt;"
        );
    }
}
