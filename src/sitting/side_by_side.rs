//! Work on many packs at once, without holding more of them in memory than need be.

use std::{
    sync::{Condvar, Mutex, PoisonError},
    thread,
};

/// Packs that together are no larger than this are worked on at once, whatever else there is.
const LITTLE: u64 = 64 << 20;

/// What is being worked on.
struct State {
    next: usize,
    at_work: u64,
}

/// What an item takes up while it is worked on, however that ends.
struct Room<'a> {
    state: &'a Mutex<State>,
    room_again: &'a Condvar,
    size: u64,
}

impl Drop for Room<'_> {
    fn drop(&mut self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).at_work -= self.size;
        self.room_again.notify_all();
    }
}

/// Does the same with each item, as many at once as there are threads; the results are in the order of
/// the items. `size` is how many bytes one is: those that are worked on at once are together no larger
/// than twice the largest. Where that leaves threads over, the work is told how many it may use itself.
pub fn each<T: Sync, R: Send>(
    items: &[T],
    threads: usize,
    size: impl Fn(&T) -> u64,
    work: impl Fn(&T, usize) -> R + Sync,
) -> Vec<R> {
    let sizes: Vec<u64> = items.iter().map(size).collect();
    // The largest first: at the end nobody waits long for the last one.
    let mut order: Vec<(usize, &T, u64)> = items
        .iter()
        .zip(&sizes)
        .enumerate()
        .map(|(index, (one, size))| (index, one, *size))
        .collect();
    order.sort_by_key(|(index, _, size)| (u64::MAX - size, *index));
    let room = (2 * sizes.iter().max().copied().unwrap_or(0)).max(LITTLE);
    let fitting = order.iter().scan(0, |sum, (_, _, size)| {
        *sum += size;
        (*sum <= room).then_some(())
    });
    let at_once = fitting.count().clamp(1, threads.max(1));
    let own = (threads / at_once).max(1);
    let state = Mutex::new(State { next: 0, at_work: 0 });
    let (room_again, done) = (Condvar::new(), Mutex::new(Vec::new()));
    let take = || {
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let (index, one, size) = *order.get(state.next)?;
            if state.at_work == 0 || state.at_work + size <= room {
                state.next += 1;
                // What is empty takes some room, too.
                state.at_work += size.max(1);
                return Some((index, one, size.max(1)));
            }
            state = room_again.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    };
    let worker = || {
        while let Some((index, one, size)) = take() {
            let taken = Room { state: &state, room_again: &room_again, size };
            let result = work(one, own);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((index, result));
            drop(taken);
        }
    };
    thread::scope(|scope| {
        let count = threads.clamp(1, items.len().max(1));
        let start = |_| thread::Builder::new().spawn_scoped(scope, worker).is_ok();
        // Where no thread can be started, this one does it.
        if !(0..count).map(start).fold(false, |some, one| some | one) {
            worker();
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

    use super::*;

    #[test]
    fn results_are_in_the_order_of_the_items() {
        for threads in [0, 1, 2, 9] {
            let done = each(&[1, 2, 3, 4], threads, |one| *one, |one, _| one * 2);
            assert_eq!(done, [2, 4, 6, 8]);
        }
        assert!(each(&[], 2, |one| *one, |one, _| *one).is_empty());
    }

    #[test]
    fn no_more_is_held_than_twice_the_largest() {
        let (now, most) = (AtomicU64::new(0), AtomicU64::new(0));
        let large = LITTLE * 2;
        let work = |size: &u64, _| {
            most.fetch_max(now.fetch_add(*size, SeqCst) + size, SeqCst);
            thread::sleep(std::time::Duration::from_millis(5));
            now.fetch_sub(*size, SeqCst);
        };
        each(&[large, large - 1, large, large, LITTLE], 5, |one| *one, work);
        assert!(most.load(SeqCst) <= 2 * large, "{}", most.load(SeqCst));
    }

    #[test]
    fn nobody_waits_for_one_that_panicked() {
        let count = AtomicU64::new(0);
        let work = |size: &u64, _| {
            count.fetch_add(1, SeqCst);
            assert!(size.is_multiple_of(2), "one of them stumbles");
        };
        let all = || each(&[LITTLE * 3, LITTLE * 2 + 1, LITTLE * 2, LITTLE], 2, |one| *one, work);
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(all)).is_err());
        assert_eq!(count.load(SeqCst), 4);
    }

    #[test]
    fn threads_that_are_left_over_are_for_the_work_itself() {
        let own = |sizes: &[u64]| each(sizes, 8, |one| *one, |_, own| own);
        assert_eq!(own(&[1; 20]), [1; 20]);
        assert_eq!(own(&[1, 1]), [4, 4]);
        assert_eq!(own(&[LITTLE; 8]), [4; 8]);
        assert_eq!(own(&[1]), [8]);
    }
}
