//! What a host calls.

extern crate alloc;

use alloc::{
	boxed::Box,
	ffi::CString,
	format,
	string::{String, ToString},
	vec,
};
use core::{ffi::c_char, panic::PanicInfo, slice, str};
use dlmalloc::GlobalDlmalloc;
use salus_evidence::{anchor::NoFingerprint, json::Writer, trust::Trust, verify::verify};

#[global_allocator]
static ALLOCATOR: GlobalDlmalloc = GlobalDlmalloc;

/// Ends the instance: the host learns that there is no answer, which is never a good one.
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
	core::arch::wasm32::unreachable()
}

/// Reserves `length` bytes, all zero, for the host to write to.
#[no_mangle]
pub extern "C" fn salus_reserve(length: usize) -> *mut u8 {
	Box::leak(vec![0; length].into_boxed_slice()).as_mut_ptr()
}

/// Verifies a file.
///
/// `trust` is what the expert trusts: a fingerprint as people write it, or a trust file, or nothing but white space. The answer
/// is JSON in UTF-8 with a zero behind it: the report, or `{"unusable": WHY}` if `trust` is none of these.
///
/// # Safety
/// Both pointers are answers of [`salus_reserve`] to the lengths beside them.
#[no_mangle]
pub unsafe extern "C" fn salus_verify(
	file: *const u8,
	file_length: usize,
	trust: *const u8,
	trust_length: usize,
) -> *const c_char {
	// SAFETY: the caller's promise; what was reserved is initialised, and is never freed or written to from here.
	let (file, trust) = unsafe {
		(slice::from_raw_parts(file, file_length), slice::from_raw_parts(trust, trust_length))
	};
	// JSON has an escape in place of any zero.
	CString::new(answer(file, trust)).unwrap_or_default().into_raw()
}

fn answer(file: &[u8], trust: &[u8]) -> String {
	match trusted(trust.trim_ascii()) {
		Ok(trust) => verify(file, &trust).to_json(),
		Err(why) => {
			let mut writer = Writer::default();
			writer.raw("{");
			writer.key("unusable");
			writer.escaped(&why);
			writer.raw("}");
			writer.into_text()
		},
	}
}

fn trusted(text: &[u8]) -> Result<Trust, String> {
	match text.first() {
		None => Ok(Trust::default()),
		Some(b'{') => {
			Trust::parse(text).map_err(|failure| format!("This is no trust file. {failure}"))
		},
		Some(_) => {
			let fingerprint = str::from_utf8(text).map_err(|_| NoFingerprint);
			let fingerprint = fingerprint.and_then(str::parse).map_err(|why| why.to_string())?;
			Ok(Trust { fingerprint: Some(fingerprint), ..Trust::default() })
		},
	}
}
