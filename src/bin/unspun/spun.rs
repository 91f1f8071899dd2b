//! What to do about spun text.

/// Spun text.
#[derive(Debug, Clone, clap::Args)]
pub struct SpunArgs {
    /// Write the probable originals into articles that were judged spun, as an aid to reading; records say so: "unspun",
    /// "replacements", and in each flag "replaced".
    #[arg(long)]
    pub unspin: bool,
}
