//! Files of Word, PowerPoint and their kin: which program opens each, and how it saves a PDF.

/// A kind of file that is made into a PDF first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Office {
    /// The program that opens it.
    pub program: &'static str,
    /// Where its menu saves the file as PDF.
    pub menu: &'static str,
    /// Whether LibreOffice makes the same pages of it as that program.
    pub is_converted: bool,
}

const WORD: Office = Office {
    program: "Word",
    menu: "File, Save As, and PDF as the type of file (on a Mac, PDF under File Format)",
    is_converted: true,
};
const POWERPOINT: Office = Office {
    program: "PowerPoint",
    menu: "File, Save As (or Export), and PDF as the type of file, one slide a page",
    is_converted: true,
};
const EXCEL: Office = Office {
    program: "Excel",
    menu: "File, Save As (or Export), and PDF as the type of file; look first at File, Print how it \
           falls into pages",
    is_converted: true,
};
const LIBREOFFICE: Office =
    Office { program: "LibreOffice", menu: "File, Export As, Export as PDF", is_converted: true };
const TABLE: Office = Office { is_converted: false, ..EXCEL };
const PAGES: Office = of_apple("Pages");
const KEYNOTE: Office = of_apple("Keynote");
const NUMBERS: Office = of_apple("Numbers");
const PUBLISHER: Office = Office {
    program: "Publisher",
    menu: "File, Export, Create PDF/XPS Document",
    is_converted: false,
};
const OUTLOOK: Office = Office {
    program: "Outlook",
    menu: "File, Print, and Microsoft Print to PDF as the printer",
    is_converted: false,
};

const fn of_apple(program: &'static str) -> Office {
    Office { program, menu: "File, Export To, PDF", is_converted: false }
}

impl Office {
    /// The kind of a file with this ending, in small letters.
    pub fn of(ending: &str) -> Option<Self> {
        Some(match ending {
            "doc" | "docx" | "docm" | "dot" | "dotx" | "rtf" => WORD,
            "ppt" | "pptx" | "pptm" | "pps" | "ppsx" | "ppsm" => POWERPOINT,
            "xls" | "xlsx" | "xlsm" => EXCEL,
            "odt" | "fodt" | "ott" | "odp" | "fodp" | "ods" | "fods" => LIBREOFFICE,
            "csv" => TABLE,
            "pages" => PAGES,
            "key" => KEYNOTE,
            "numbers" => NUMBERS,
            "pub" => PUBLISHER,
            "msg" | "eml" => OUTLOOK,
            _ => return None,
        })
    }
}

/// Why no PDF came of a file that could have been converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unconverted {
    /// LibreOffice could not open it, or stumbled over it.
    Failed,
    /// It took too long.
    TookTooLong,
    /// It is locked with a password.
    Locked,
    /// What the panel should see of it is not settled: changes are still tracked.
    TrackedChanges,
    /// It is a table of hundreds of pages.
    TooManyPages,
    /// The folder `out` cannot be written to.
    NoFolder,
}
