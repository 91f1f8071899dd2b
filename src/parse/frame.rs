//! How the elements around a point shape the blocks that start there.

use crate::document::BlockKind;
use crate::hints::Hints;
use crate::outline::Tag;

/// What the elements open at a point make of a block that starts there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub element: u32,
    pub kind: BlockKind,
    /// The list item or table row that blocks belong to.
    pub group: u32,
    pub row: u32,
    pub heading: u8,
    pub list_depth: u8,
    pub flags: Hints,
}

impl Frame {
    /// Outside of all elements.
    pub const ROOT: Frame = Frame {
        element: 0,
        kind: BlockKind::Paragraph,
        group: 0,
        row: 0,
        heading: 0,
        list_depth: 0,
        flags: Hints::NONE,
    };

    /// How blocks inside a new element differ from those around it.
    pub fn inside(self, tag: Tag, index: u32) -> Frame {
        let above = self;
        let frame = Frame { element: index, ..above };
        match tag {
            Tag::Ul | Tag::Dl => {
                Frame { list_depth: above.list_depth.saturating_add(1), flags: above.flags - Hints::ORDERED, ..frame }
            }
            Tag::Ol => {
                Frame { list_depth: above.list_depth.saturating_add(1), flags: above.flags | Hints::ORDERED, ..frame }
            }
            Tag::Li | Tag::Dt | Tag::Dd => Frame { kind: BlockKind::ListItem, group: index, ..frame },
            Tag::Tr => Frame { row: index, ..frame },
            Tag::Td => {
                Frame { kind: BlockKind::Cell, group: above.row, flags: above.flags - Hints::HEADER_CELL, ..frame }
            }
            Tag::Th => {
                Frame { kind: BlockKind::Cell, group: above.row, flags: above.flags | Hints::HEADER_CELL, ..frame }
            }
            Tag::Blockquote => Frame { kind: BlockKind::Quote, ..frame },
            Tag::Pre => Frame { kind: BlockKind::Code, ..frame },
            Tag::Figcaption | Tag::Caption => Frame { kind: BlockKind::Caption, ..frame },
            Tag::Button => Frame { kind: BlockKind::Button, ..frame },
            _ => match tag.heading_level() {
                Some(heading) => Frame { kind: BlockKind::Heading, heading, ..frame },
                None => frame,
            },
        }
    }
}
