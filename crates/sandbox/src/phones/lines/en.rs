//! English.

use super::{Answer, Lines, Topic};

pub(super) const LINES: Lines = Lines {
    greetings: &[
        "Hi there 👋",
        "Good morning",
        "Hello!",
        "Hey, quick question",
    ],
    openings: &[
        (
            Topic::Price,
            "How much is the blue Talavera tile per square foot?",
        ),
        (
            Topic::Price,
            "Could you send me the price for the grey 24x24 porcelain?",
        ),
        (
            Topic::Shipping,
            "Do you ship to Austin? I need around 300 sq ft",
        ),
        (
            Topic::Shipping,
            "How long does delivery to San Diego usually take?",
        ),
        (
            Topic::Hours,
            "What time do you close today? I'd like to come by and see samples",
        ),
        (Topic::Stock, "Is the green hexagon mosaic still in stock?"),
        (
            Topic::Sample,
            "Can I order a sample of the wood-look plank?",
        ),
        (Topic::Payment, "Do you take bank transfer, or card only?"),
    ],
    follow_ups: &[
        (Topic::Price, "Great. And what would it be with delivery?"),
        (Topic::Price, "Any discount above 400 sq ft?"),
        (
            Topic::Shipping,
            "Nice. Does delivery include carrying it to the second floor?",
        ),
        (
            Topic::Shipping,
            "And if a tile arrives broken, do you replace it?",
        ),
        (Topic::Hours, "Perfect. Is there parking nearby?"),
        (
            Topic::Stock,
            "Awesome 🙌 could you hold it for me until Saturday?",
        ),
        (Topic::Sample, "Is there a charge for the sample?"),
        (Topic::Payment, "Can I get an invoice too?"),
    ],
    answers: &[
        Answer {
            asked: &[
                "how many", "how much", "square", "sq ft", "boxes", "quantity",
            ],
            lines: &[
                "About 260 sq ft",
                "Around 15 boxes I think",
                "I still need to measure, roughly 200",
            ],
        },
        Answer {
            asked: &["address", "zip", "where", "city", "area"],
            lines: &["Zip code is 78704", "It's downtown, near the river"],
        },
        Answer {
            asked: &["color", "colour", "model", "finish", "which", "shade"],
            lines: &[
                "The blue one, please",
                "The one in your cover photo 😅",
                "Matte finish",
            ],
        },
        Answer {
            asked: &["name", "email", "e-mail", "invoice"],
            lines: &["I'll send it in a minute", "Under my name is fine"],
        },
        Answer {
            asked: &["when", "what time", "what day"],
            lines: &["Thursday afternoon", "Tomorrow around noon if that works"],
        },
    ],
    yes: &["Yes please", "Sure, that works", "Yes, I'm interested"],
    thinking: &[
        "Let me check with my partner and get back to you",
        "OK, I'll confirm with the contractor first",
        "Perfect, I'll think it over tonight",
    ],
    thanks: &[
        "Thank you so much!",
        "Thanks for the help 🙏",
        "Really appreciate it",
        "Great, thanks!",
    ],
    farewells: &[
        "thank",
        "you're welcome",
        "have a",
        "anytime",
        "see you",
        "regards",
    ],
};
