//! The table `totals`: how many rows of `acts` there are of a day, type, status and voucher, where the actor, the recipient or
//! both are anybody. Charts add these up.
//!
//! A trigger takes off what is deleted (`migrations/0004_totals.sql`); what comes and what changes is counted here, because
//! triggers on every new row cost as much as all other rows of a report together.

use rusqlite::{Connection, params};

use super::acts::{ANYBODY, Row};
use crate::StoreError;

/// Counts a new row of `acts`.
pub fn add(connection: &Connection, row: &Row<'_>) -> Result<(), StoreError> {
    if is_counted(row) {
        write(connection, row, (i64::from(row.counted), 1))?;
    }
    Ok(())
}

/// Counts that a row of `acts` now stands for its happening, or no longer does.
pub fn change(connection: &Connection, row: &Row<'_>) -> Result<(), StoreError> {
    if is_counted(row) {
        write(connection, row, (if row.counted { 1 } else { -1 }, 0))?;
    }
    Ok(())
}

fn is_counted(row: &Row<'_>) -> bool {
    let (actor, recipient) = row.side;
    actor == ANYBODY || recipient == ANYBODY
}

fn write(connection: &Connection, row: &Row<'_>, (counted, told): (i64, i64)) -> Result<(), StoreError> {
    let mut write = connection.prepare_cached(
        "INSERT INTO totals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET counted = counted + excluded.counted, told = told + excluded.told",
    )?;
    let Row { telling, side: (actor, recipient), .. } = row;
    write.execute(params![
        actor,
        recipient,
        telling.days.0,
        telling.days.1,
        telling.kind,
        telling.status,
        telling.vouched,
        counted,
        told,
    ])?;
    Ok(())
}
