//! Arrow schemas: of a whole record, with the names and the nesting of `chancery/record/1`, and of a table.
//!
//! Offsets are 32-bit integers, in code points; days are `date32`. All integers are signed, because Spark and R have no
//! unsigned ones. Every field may be null: what is not known is null, never a number or day that stands for it.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};

use super::columns::{Kind, Table};

/// One row a report; with `of_store`, what the store knows of it besides.
pub fn of_record(of_store: bool) -> SchemaRef {
    let mut fields = vec![
        text("schema"),
        text("id"),
        text("title"),
        text("url"),
        text("publisher"),
        day("published"),
        text("language"),
        text("text"),
        list("sentences", span_type()),
        list("skipped", record([span("span"), text("why")])),
        list("entities", entity()),
        list("statements", statement()),
        list("events", event()),
        list("places", place()),
        list("figures", figure()),
    ];
    if of_store {
        fields.push(Field::new("stored", stored(), true));
    }
    Arc::new(Schema::new(fields))
}

/// One row for each row of a table.
pub fn of_table(table: Table) -> SchemaRef {
    let fields: Vec<Field> = table
        .columns
        .iter()
        .map(|column| match column.kind {
            Kind::Text => text(column.name),
            Kind::List => list(column.name, DataType::Utf8),
            Kind::Integer => long(column.name),
            Kind::Number => number(column.name),
            Kind::Date => day(column.name),
        })
        .collect();
    Arc::new(Schema::new(fields))
}

fn stored() -> DataType {
    record([
        text("program"),
        text("model"),
        text("lexicon"),
        text("gazetteer"),
        Field::new("published_given", DataType::Boolean, true),
        text("input"),
        text("position"),
    ])
}

fn entity() -> DataType {
    record([
        text("id"),
        text("name"),
        text("kind"),
        text("country"),
        text("sector"),
        list("other_sectors", DataType::Utf8),
        text("office"),
        list("mentions", span_type()),
    ])
}

fn statement() -> DataType {
    let voice = record([span("span"), text("entity")]);
    record([
        text("id"),
        list("speakers", voice.clone()),
        span("cue"),
        list("content", span_type()),
        text("kind"),
        list("addressees", voice),
    ])
}

fn event() -> DataType {
    let party = record([span("span"), text("entity"), text("country"), text("sector")]);
    let sizes = ["dead", "injured", "arrested", "displaced"].map(bounds);
    record([
        text("id"),
        text("type"),
        list("modes", DataType::Utf8),
        list("contexts", DataType::Utf8),
        text("cameo"),
        text("quad"),
        number("scale"),
        span("trigger"),
        Field::new("sentence", DataType::Int32, true),
        list("actors", party.clone()),
        list("recipients", party),
        text("status"),
        text("attribution"),
        Field::new("date", record([span("span"), day("start"), day("end")]), true),
        Field::new("place", place(), true),
        Field::new("size", record(sizes), true),
        text("happening"),
        number("confidence"),
    ])
}

fn place() -> DataType {
    record([
        span("span"),
        text("name"),
        long("geonameid"),
        text("country"),
        text("admin1"),
        number("lat"),
        number("lon"),
        text("resolution"),
    ])
}

fn figure() -> DataType {
    record([
        text("what"),
        bounds("count"),
        Field::new("approximate", DataType::Boolean, true),
        text("who"),
        Field::new("place", place(), true),
        span("span"),
    ])
}

fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8, true)
}

fn day(name: &str) -> Field {
    Field::new(name, DataType::Date32, true)
}

fn long(name: &str) -> Field {
    Field::new(name, DataType::Int64, true)
}

fn number(name: &str) -> Field {
    Field::new(name, DataType::Float64, true)
}

/// `[start, end)`.
fn span(name: &str) -> Field {
    Field::new(name, span_type(), true)
}

fn span_type() -> DataType {
    DataType::List(element(DataType::Int32))
}

/// `[least, most]`.
fn bounds(name: &str) -> Field {
    list(name, DataType::Int64)
}

fn list(name: &str, of: DataType) -> Field {
    Field::new(name, DataType::List(element(of)), true)
}

/// Lists' items are called "element", as the Parquet format asks.
fn element(of: DataType) -> Arc<Field> {
    Arc::new(Field::new("element", of, true))
}

fn record<const N: usize>(fields: [Field; N]) -> DataType {
    DataType::Struct(Fields::from(fields.to_vec()))
}
