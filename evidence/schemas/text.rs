//! The text of a pallet's types: what its rows and events are in SCALE, in one form, so that two texts are equal if and only if the
//! types are. The runtimes' tests make it of what the pallets store, the verifier's tests of what it reads.

use scale_info::{form::MetaForm, Field, MetaType, Type, TypeDef, TypeDefPrimitive};
use std::collections::BTreeMap;

/// Types by name, each with its lines.
#[derive(Default)]
pub struct Text {
	types: BTreeMap<String, (MetaType, Vec<String>)>,
}

impl Text {
	/// Adds a type and whatever it is made of. Answers how the type is written where it is used.
	pub fn add(&mut self, of: MetaType) -> String {
		let Type { path, type_def, .. } = of.type_info();
		match (type_def, path.ident()) {
			(TypeDef::Primitive(primitive), _) => name_of(&primitive).into(),
			(TypeDef::Array(array), _) => {
				format!("[{}; {}]", self.add(array.type_param), array.len)
			},
			(TypeDef::Sequence(sequence), _) => format!("Vec<{}>", self.add(sequence.type_param)),
			(TypeDef::Compact(compact), _) => format!("Compact<{}>", self.add(compact.type_param)),
			(TypeDef::Tuple(tuple), _) => {
				let parts = tuple.fields.iter().map(|part| self.add(*part)).collect::<Vec<_>>();
				format!("({})", parts.join(", "))
			},
			(TypeDef::Variant(all), Some("Option")) => {
				let some = all.variants.iter().find_map(|variant| variant.fields.first()).unwrap();
				format!("Option<{}>", self.add(some.ty))
			},
			// What wraps one value is written as that value.
			(TypeDef::Composite(composite), ident) => match &composite.fields[..] {
				[] => "()".into(),
				[Field { name: None, ty, .. }] => self.add(*ty),
				fields => {
					let name = ident.unwrap().to_owned();
					self.named(of, name.clone(), |text| {
						vec![format!("struct {name} {{ {} }}", text.fields(fields))]
					})
				},
			},
			(TypeDef::Variant(all), ident) => {
				let name = ident.unwrap().to_owned();
				self.named(of, name.clone(), |text| {
					let variants = all.variants.iter().map(|variant| {
						let fields = text.fields(&variant.fields);
						let fields = match variant.fields.first().map(|field| field.name) {
							None => String::new(),
							Some(None) => format!("({fields})"),
							Some(Some(_)) => format!(" {{ {fields} }}"),
						};
						format!("\t{} {}{fields}", variant.index, variant.name)
					});
					let variants = variants.collect::<Vec<_>>();
					[vec![format!("enum {name}")], variants].concat()
				})
			},
			(other, _) => panic!("not stored: {other:?}"),
		}
	}

	fn fields(&mut self, fields: &[Field<MetaForm>]) -> String {
		let fields = fields.iter().map(|field| match field.name {
			Some(name) => format!("{name}: {}", self.add(field.ty)),
			None => self.add(field.ty),
		});
		fields.collect::<Vec<_>>().join(", ")
	}

	/// A name stands for one type.
	fn named(
		&mut self,
		of: MetaType,
		name: String,
		lines: impl FnOnce(&mut Self) -> Vec<String>,
	) -> String {
		match self.types.get(&name) {
			Some((known, _)) => assert_eq!(*known, of, "two types are called {name}"),
			None => {
				self.types.insert(name.clone(), (of, Vec::new()));
				let lines = lines(self);
				self.types.insert(name.clone(), (of, lines));
			},
		}
		name
	}

	/// All types, by name.
	pub fn into_types(self) -> impl Iterator<Item = (String, Vec<String>)> {
		self.types.into_iter().map(|(name, (_, lines))| (name, lines))
	}
}

fn name_of(primitive: &TypeDefPrimitive) -> &'static str {
	match primitive {
		TypeDefPrimitive::Bool => "bool",
		TypeDefPrimitive::Str => "String",
		TypeDefPrimitive::U8 => "u8",
		TypeDefPrimitive::U16 => "u16",
		TypeDefPrimitive::U32 => "u32",
		TypeDefPrimitive::U64 => "u64",
		TypeDefPrimitive::U128 => "u128",
		other => panic!("not stored: {other:?}"),
	}
}
