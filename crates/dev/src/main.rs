//! Building data and measuring Chancery.

fn main() {}
