use std::sync::Arc;
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageSize {
    pub width: f64,
    pub height: f64,
}
#[derive(Debug, Clone)]
pub struct Note {
    pub page: usize,
    pub kind: &'static str,
    pub author: Option<String>,
    pub text: String,
}
#[derive(Debug, Clone)]
pub struct Bindable {
    pub bytes: Arc<Vec<u8>>,
    pub pages: Vec<PageSize>,
    pub notes: Vec<Note>,
}
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unbindable {
    Empty,
    NotAPdf,
    Damaged,
    Locked,
    NoPages,
    TooComplex,
    DynamicForm,
    Portfolio,
    Unflattened { page: usize, what: &'static str },
}
pub fn make_bindable(bytes: impl Into<Arc<Vec<u8>>>) -> Result<Bindable, Unbindable> {
    let bytes = bytes.into();
    let pdf = hayro_syntax::Pdf::new(Arc::new(bytes.as_ref().clone()))
        .map_err(|_| Unbindable::Damaged)?;
    let pages = pdf
        .pages()
        .iter()
        .map(|p| {
            let (w, h) = p.render_dimensions();
            PageSize { width: w.into(), height: h.into() }
        })
        .collect();
    Ok(Bindable { bytes, pages, notes: vec![] })
}
pub const READER_THREAD: &str = "pdf-reader";
