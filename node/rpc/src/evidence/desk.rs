//! Who is served, for how long, and what need not be found twice.
//!
//! A question about evidence may cost seconds of one core and says what somebody is interested in. So few are answered at a
//! time, few more wait, and whoever comes after them is told so at once.

use crate::Error;
use std::{
	collections::VecDeque,
	sync::{Condvar, Mutex, MutexGuard, PoisonError},
	time::{Duration, Instant},
};

/// Questions that are answered at a time.
pub const WORKERS: usize = 2;

/// Questions that wait, at most.
pub const QUEUE: usize = 32;

/// How long a question may wait and be worked on, together.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// Answers of each kind that are kept. Each is of one MiB at most, by far the most of some KB.
const KEPT: usize = 16;

/// Until when an answer must be ready.
#[derive(Clone, Copy)]
pub(crate) struct Deadline {
	from: Instant,
	patience: Duration,
}

impl Deadline {
	/// A question comes in now.
	fn new(patience: Duration) -> Self {
		Deadline { from: Instant::now(), patience }
	}

	fn left(&self) -> Duration {
		self.patience.saturating_sub(self.from.elapsed())
	}

	/// Asked before each step of work that a question repeats.
	pub(crate) fn check(&self) -> Result<(), Error> {
		match self.left() {
			Duration::ZERO => Err(Error::TimedOut(self.patience.as_secs())),
			_ => Ok(()),
		}
	}
}

/// Where questions are answered.
pub(crate) struct Desk {
	patience: Duration,
	/// How many are there: at work, and waiting.
	there: Mutex<There>,
	left: Condvar,
}

#[derive(Default)]
struct There {
	working: usize,
	waiting: usize,
}

impl Default for Desk {
	fn default() -> Self {
		Desk { patience: PATIENCE, there: Mutex::default(), left: Condvar::new() }
	}
}

impl Desk {
	/// Does the work of one question, as soon as it is its turn.
	pub(crate) fn serve<A>(
		&self,
		work: impl FnOnce(Deadline) -> Result<A, Error>,
	) -> Result<A, Error> {
		let deadline = Deadline::new(self.patience);
		let _place = self.enter(deadline)?;
		deadline.check()?;
		work(deadline)
	}

	fn enter(&self, deadline: Deadline) -> Result<Place<'_>, Error> {
		let mut there = lock(&self.there);
		if there.working + there.waiting >= WORKERS + QUEUE {
			return Err(Error::Busy { what: "questions about evidence", most: WORKERS + QUEUE });
		}
		there.waiting += 1;
		let full = |there: &mut There| there.working >= WORKERS;
		let (mut there, _) = self
			.left
			.wait_timeout_while(there, deadline.left(), full)
			.unwrap_or_else(PoisonError::into_inner);
		there.waiting -= 1;
		if full(&mut there) {
			return Err(Error::TimedOut(self.patience.as_secs()));
		}
		there.working += 1;
		Ok(Place(self))
	}
}

/// One of the workers' places, as long as this lives.
struct Place<'a>(&'a Desk);

impl Drop for Place<'_> {
	fn drop(&mut self) {
		lock(&self.0.there).working -= 1;
		self.0.left.notify_one();
	}
}

/// Whoever held the lock did no more than count: a panic elsewhere leaves nothing half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
	mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An answer, and whether it will ever be the same.
pub(crate) enum Answer<A> {
	/// It is of final blocks alone.
	Forever(A),
	/// Another may be better later.
	ForNow(A),
}

/// The last answers that hold for ever.
pub(crate) struct Kept<Q, A>(Mutex<VecDeque<(Q, A)>>);

impl<Q, A> Default for Kept<Q, A> {
	fn default() -> Self {
		Kept(Mutex::default())
	}
}

impl<Q: PartialEq, A: Clone> Kept<Q, A> {
	/// The answer that is kept, else what `find` finds.
	pub(crate) fn or(
		&self,
		question: Q,
		find: impl FnOnce(&Q) -> Result<Answer<A>, Error>,
	) -> Result<A, Error> {
		let known = lock(&self.0).iter().find(|(of, _)| *of == question).map(|(_, a)| a.clone());
		if let Some(answer) = known {
			return Ok(answer);
		}
		match find(&question)? {
			Answer::ForNow(answer) => Ok(answer),
			Answer::Forever(answer) => {
				let mut kept = lock(&self.0);
				kept.truncate(KEPT - 1);
				kept.push_front((question, answer.clone()));
				Ok(answer)
			},
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{cell::Cell, sync::mpsc, thread};

	/// Waits until so many are at work and so many wait.
	fn until(desk: &Desk, working: usize, waiting: usize) {
		let begun = Instant::now();
		while {
			let there = lock(&desk.there);
			(there.working, there.waiting) != (working, waiting)
		} {
			assert!(begun.elapsed() < PATIENCE);
			thread::sleep(Duration::from_millis(1));
		}
	}

	#[test]
	fn two_work_others_wait_and_the_next_is_sent_away() {
		let desk = Desk::default();
		let (end, ended) = mpsc::channel::<()>();
		let ended = Mutex::new(ended);
		thread::scope(|scope| {
			for _ in 0..WORKERS + QUEUE {
				scope.spawn(|| desk.serve(|_| Ok(lock(&ended).recv().unwrap())).unwrap());
			}
			until(&desk, WORKERS, QUEUE);
			assert!(matches!(desk.serve(|_| Ok(())), Err(Error::Busy { most: 34, .. })));
			// One leaves: one of those who wait works, and there is room for one more.
			end.send(()).unwrap();
			until(&desk, WORKERS, QUEUE - 1);
			let last = scope.spawn(|| desk.serve(|_| Ok(())));
			(1..WORKERS + QUEUE).for_each(|_| end.send(()).unwrap());
			assert!(last.join().unwrap().is_ok());
		});
		until(&desk, 0, 0);
	}

	#[test]
	fn nobody_waits_nor_works_for_ever() {
		let desk = Desk { patience: Duration::from_secs(1), ..Desk::default() };
		let (end, ended) = mpsc::channel::<()>();
		let ended = Mutex::new(ended);
		let slow = |deadline: Deadline| {
			deadline.check()?;
			lock(&ended).recv().unwrap();
			deadline.check()
		};
		thread::scope(|scope| {
			let workers: Vec<_> = (0..WORKERS).map(|_| scope.spawn(|| desk.serve(slow))).collect();
			until(&desk, WORKERS, 0);
			// Whoever waits in vain never works, and has waited as long as those who work may.
			let waits = desk.serve(|_| -> Result<(), Error> { panic!("too late") });
			assert!(matches!(waits, Err(Error::TimedOut(_))));
			(0..WORKERS).for_each(|_| end.send(()).unwrap());
			for worker in workers {
				assert!(matches!(worker.join().unwrap(), Err(Error::TimedOut(_))));
			}
		});
		assert!(desk.serve(|deadline| deadline.check()).is_ok());
	}

	#[test]
	fn what_holds_for_ever_is_found_once() {
		let kept = Kept::<usize, usize>::default();
		let found = Cell::new(0);
		let ask = |question, answer: fn(usize) -> Answer<usize>| {
			let find = |question: &usize| {
				found.set(found.get() + 1);
				Ok(answer(*question))
			};
			assert_eq!(kept.or(question, find).unwrap(), question);
		};
		for question in 0..KEPT {
			ask(question, Answer::Forever);
		}
		(0..KEPT).for_each(|question| ask(question, Answer::Forever));
		assert_eq!(found.get(), KEPT);
		ask(KEPT, Answer::ForNow);
		ask(KEPT, Answer::Forever);
		assert_eq!(found.get(), KEPT + 2);
		// The oldest made room.
		ask(1, Answer::Forever);
		assert_eq!(found.get(), KEPT + 2);
		ask(0, Answer::Forever);
		assert_eq!(found.get(), KEPT + 3);
		assert!(kept.or(99, |_| Err(Error::NoFinality)).is_err());
		assert!(kept.or(99, |_| Ok(Answer::Forever(99))).is_ok(), "an error is not kept");
	}
}
