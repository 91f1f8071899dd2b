//! A TOML file whose values know their lines.

use crate::error::line_at;
use crate::eval::error::EvalError;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A TOML file.
pub struct Sheet {
    path: PathBuf,
    fields: Fields,
}

/// Keys and values in the order of keys.
type Fields = Vec<(String, Value)>;

struct Value {
    /// Counted from 1.
    line: usize,
    content: Content,
}

enum Content {
    String(String),
    Number(f64),
    Bool(bool),
    List(Vec<Value>),
    Table(Fields),
    Other,
}

impl Sheet {
    pub fn read(path: &Path) -> Result<Self, EvalError> {
        let text = super::read_text(path)?;
        let lines = Lines(&text);
        let table = DeTable::parse(&text).map_err(|error| {
            EvalError::format(path, error.span().map_or(1, |span| lines.at(span.start)), error.message())
        })?;
        Ok(Sheet { path: path.to_owned(), fields: lines.fields(table.get_ref()) })
    }

    /// Every key with its line.
    pub fn keys(&self) -> impl Iterator<Item = (&str, usize)> {
        self.fields.iter().map(|(key, value)| (key.as_str(), value.line))
    }

    /// The line of a key's value; the first if there is none.
    pub fn line_of(&self, key: &str) -> usize {
        field(&self.fields, key).map_or(1, |value| value.line)
    }

    pub fn string(&self, key: &str) -> Result<Option<String>, EvalError> {
        field(&self.fields, key).map(|value| self.as_string(key, value)).transpose()
    }

    pub fn number(&self, key: &str) -> Result<Option<f64>, EvalError> {
        let read = |value: &Value| match value.content {
            Content::Number(number) => Ok(number),
            _ => Err(self.wrong(key, value, "a number")),
        };
        field(&self.fields, key).map(read).transpose()
    }

    pub fn bool(&self, key: &str) -> Result<Option<bool>, EvalError> {
        let read = |value: &Value| match value.content {
            Content::Bool(bool) => Ok(bool),
            _ => Err(self.wrong(key, value, "true or false")),
        };
        field(&self.fields, key).map(read).transpose()
    }

    /// Strings, each with its line.
    pub fn strings(&self, key: &str) -> Result<Vec<(String, usize)>, EvalError> {
        self.list(key)?.iter().map(|value| Ok((self.as_string(key, value)?, value.line))).collect()
    }

    /// Tables of strings.
    pub fn rows(&self, key: &str) -> Result<Vec<Row<'_>>, EvalError> {
        let row = |value| Row::of(self, value).ok_or_else(|| self.wrong(key, value, "a list of tables"));
        self.list(key)?.iter().map(row).collect()
    }

    fn list(&self, key: &str) -> Result<&[Value], EvalError> {
        match field(&self.fields, key) {
            None => Ok(&[]),
            Some(Value { content: Content::List(values), .. }) => Ok(values),
            Some(value) => Err(self.wrong(key, value, "a list")),
        }
    }

    fn as_string(&self, key: &str, value: &Value) -> Result<String, EvalError> {
        match &value.content {
            Content::String(text) => Ok(text.clone()),
            _ => Err(self.wrong(key, value, "a string")),
        }
    }

    fn wrong(&self, key: &str, value: &Value, expected: &str) -> EvalError {
        EvalError::format(&self.path, value.line, format!("{key} must be {expected}"))
    }
}

/// A table inside a list.
pub struct Row<'s> {
    sheet: &'s Sheet,
    fields: &'s Fields,
    line: usize,
}

impl<'s> Row<'s> {
    fn of(sheet: &'s Sheet, value: &'s Value) -> Option<Self> {
        let Content::Table(fields) = &value.content else { return None };
        Some(Row { sheet, fields, line: value.line })
    }

    pub fn string(&self, key: &str) -> Result<Option<String>, EvalError> {
        field(self.fields, key).map(|value| self.sheet.as_string(key, value)).transpose()
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|(key, _)| key.as_str())
    }

    pub fn line(&self) -> usize {
        self.line
    }
}

fn field<'f>(fields: &'f Fields, key: &str) -> Option<&'f Value> {
    fields.iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

/// The file's text, to count lines in.
struct Lines<'t>(&'t str);

impl Lines<'_> {
    fn at(&self, offset: usize) -> usize {
        line_at(self.0.as_bytes(), offset)
    }

    fn fields(&self, table: &DeTable<'_>) -> Fields {
        table.iter().map(|(key, value)| (key.get_ref().to_string(), self.value(value))).collect()
    }

    /// The parser limits the depth.
    fn value(&self, value: &Spanned<DeValue<'_>>) -> Value {
        let number = |digits: &str| digits.parse().map_or(Content::Other, Content::Number);
        let content = match value.get_ref() {
            DeValue::String(text) => Content::String(text.to_string()),
            DeValue::Integer(digits) => number(digits.as_str()),
            DeValue::Float(digits) => number(digits.as_str()),
            DeValue::Boolean(bool) => Content::Bool(*bool),
            DeValue::Array(values) => Content::List(values.iter().map(|value| self.value(value)).collect()),
            DeValue::Table(table) => Content::Table(self.fields(table)),
            DeValue::Datetime(_) => Content::Other,
        };
        Value { line: self.at(value.span().start), content }
    }
}
