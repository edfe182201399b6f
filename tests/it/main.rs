//! Tests of the product as a whole, one module a part.

mod law;
