/* SPDX-License-Identifier: MIT */
#include "fault_rings.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "counter.h"

/*
 * Theory of operation
 *
 * The kernel writes a record of 40 bytes for each fault into the ring of the processor on which
 * it happens, and drops it where the ring is full. How many it has dropped is written as soon as
 * there is room again, which may be never; so its count of all faults is compared with what has
 * come. A ring has to be read in time. It wakes its reader when it is half full, and not for each
 * record, which would cost the program three times its time.
 *
 * How large the rings may be is a matter of rights: perf_event_mlock_kb of all rings of a user
 * together, and RLIMIT_MEMLOCK beyond that. What is refused is asked for again at half the size.
 */

enum {
	MOST_PAGES = 256, /* of a ring: 26,000 faults where a page has 4 KiB */
	USUAL_PAGES = 32, /* which each ring may have, however many processors there are */
	LEAST_PAGES = 8,
	ALL_PAGES = 1024,     /* of the rings of a run, unless those are more */
	MOST_KEPT = 64 << 20, /* bytes of records */
	EVENTS_AT_ONCE = 16,
};

static int open_event(pid_t pid, int processor, bool user_only, size_t size)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof attr,
		.config = PERF_COUNT_SW_PAGE_FAULTS,
		.sample_period = 1,
		.sample_type = PERF_SAMPLE_IP | PERF_SAMPLE_TID | PERF_SAMPLE_TIME |
			PERF_SAMPLE_ADDR,
		.sample_id_all = 1,
		.disabled = 1,
		.inherit = 1,
		.enable_on_exec = 1,
		.exclude_kernel = user_only,
		.exclude_hv = user_only,
		.mmap = 1,
		.mmap_data = 1,
		.mmap2 = 1,
		.task = 1,
		.watermark = 1,
		.wakeup_watermark = (uint32_t)size / 2,
		.use_clockid = 1,
		.clockid = CLOCK_REALTIME,
	};

	return (int)syscall(
		SYS_perf_event_open, &attr, pid, processor, -1, PERF_FLAG_FD_CLOEXEC);
}

static int open_ring(
	struct fault_ring *ring, pid_t pid, int processor, bool user_only, size_t size)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	void *memory;

	ring->fd = open_event(pid, processor, user_only, size);
	if (ring->fd < 0)
		return -1;
	memory = mmap(NULL, page + size, PROT_READ | PROT_WRITE, MAP_SHARED, ring->fd, 0);
	if (memory == MAP_FAILED)
		return -1;
	ring->head = memory;
	return 0;
}

static void close_rings(struct fault_rings *rings)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	for (int i = 0; i < rings->count; i++) {
		if (rings->at[i].head)
			munmap(rings->at[i].head, page + rings->size);
		if (rings->at[i].fd >= 0)
			close(rings->at[i].fd);
	}
	rings->count = 0;
}

static int open_all(struct fault_rings *rings, pid_t pid, int processors, size_t size)
{
	rings->size = size;
	for (int processor = 0; processor < processors; processor++) {
		struct fault_ring *ring = &rings->at[rings->count];
		int error;

		*ring = (struct fault_ring){.fd = -1};
		rings->count++;
		if (open_ring(ring, pid, processor, rings->user_only, size) == 0)
			continue;
		error = errno;
		rings->no_room = ring->fd >= 0;
		if (error == ENODEV && ring->fd < 0) { /* the processor is switched off */
			rings->count--;
			continue;
		}
		close_rings(rings);
		errno = error;
		return -1;
	}
	return rings->count > 0 ? 0 : -1;
}

/* Large ones for few processors: many runs may go on at a time where there are many. */
static size_t pages_for(int processors)
{
	size_t pages = MOST_PAGES;

	while (pages > USUAL_PAGES && pages * (size_t)processors > ALL_PAGES)
		pages /= 2;
	return pages;
}

/* The right to lock memory may be for smaller rings only. */
static int open_as_large_as_allowed(struct fault_rings *rings, pid_t pid, int processors)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	for (size_t pages = pages_for(processors); pages >= LEAST_PAGES; pages /= 2) {
		if (open_all(rings, pid, processors, pages * page) == 0)
			return 0;
		if (errno != EPERM && errno != ENOMEM && errno != EACCES)
			return -1;
	}
	return -1;
}

static void watch(struct fault_rings *rings)
{
	rings->ready = epoll_create1(EPOLL_CLOEXEC);
	for (int i = 0; rings->ready >= 0 && i < rings->count; i++) {
		struct epoll_event event = {.events = EPOLLIN, .data.fd = rings->at[i].fd};

		epoll_ctl(rings->ready, EPOLL_CTL_ADD, rings->at[i].fd, &event);
	}
}

static bool may_see(bool user_only)
{
	int fd = open_event(getpid(), -1, user_only, 0);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

int fault_rings_show(void)
{
	return may_see(false) ? 2 : may_see(true) ? 1 : 0;
}

int fault_rings_open(struct fault_rings *rings, pid_t pid)
{
	long processors = sysconf(_SC_NPROCESSORS_CONF);

	*rings = (struct fault_rings){.ready = -1, .user_only = !may_see(false)};
	rings->at = calloc((size_t)processors, sizeof *rings->at);
	if (!rings->at)
		pool_exhausted();
	if (open_as_large_as_allowed(rings, pid, (int)processors) != 0)
		return -1;
	watch(rings);
	return 0;
}

/* --- reading -------------------------------------------------------------------------- */

static bool make_room(struct fault_rings *rings, size_t more)
{
	if (rings->used + more > MOST_KEPT)
		return false;
	if (rings->used + more <= rings->room)
		return true;
	rings->room = 2 * (rings->used + more);
	rings->data = realloc(rings->data, rings->room);
	if (!rings->data)
		pool_exhausted();
	return true;
}

/* The bytes between two positions of a ring, which may go on at its beginning. */
static void copy_out(struct fault_rings *rings, const struct fault_ring *ring,
	uint64_t from, size_t length)
{
	const char *data = (const char *)ring->head + sysconf(_SC_PAGESIZE);
	size_t at = from % rings->size;
	size_t first = length < rings->size - at ? length : rings->size - at;

	memcpy(rings->data + rings->used, data + at, first);
	memcpy(rings->data + rings->used + first, data, length - first);
	rings->used += length;
}

static void read_ring(struct fault_rings *rings, const struct fault_ring *ring)
{
	uint64_t head = __atomic_load_n(&ring->head->data_head, __ATOMIC_ACQUIRE);
	uint64_t tail = ring->head->data_tail;

	if (head == tail)
		return;
	if (make_room(rings, (size_t)(head - tail)))
		copy_out(rings, ring, tail, (size_t)(head - tail));
	__atomic_store_n(&ring->head->data_tail, head, __ATOMIC_RELEASE);
}

/* The ring of a process that has ended would wake us for ever. */
static void forget_ended(struct fault_rings *rings)
{
	struct epoll_event events[EVENTS_AT_ONCE];
	int count = epoll_wait(rings->ready, events, EVENTS_AT_ONCE, 0);

	for (int i = 0; i < count; i++)
		if (events[i].events & (EPOLLHUP | EPOLLERR))
			epoll_ctl(rings->ready, EPOLL_CTL_DEL, events[i].data.fd, NULL);
}

void fault_rings_read(struct fault_rings *rings)
{
	for (int i = 0; i < rings->count; i++)
		read_ring(rings, &rings->at[i]);
	if (rings->ready >= 0)
		forget_ended(rings);
}

static number count_faults(const struct fault_rings *rings)
{
	number sum = 0;

	for (int i = 0; i < rings->count; i++) {
		long count = counter_read(rings->at[i].fd);

		sum += count > 0 ? count : 0;
	}
	return sum;
}

number fault_rings_close(
	struct pool *pool, struct fault_rings *rings, struct bytes *records)
{
	number count;

	fault_rings_read(rings);
	count = count_faults(rings);
	*records = (struct bytes){
		.data = pool_copy(pool, rings->data ? rings->data : "", rings->used),
		.size = rings->used,
	};
	close_rings(rings);
	if (rings->ready >= 0)
		close(rings->ready);
	free(rings->at);
	free(rings->data);
	*rings = (struct fault_rings){.ready = -1};
	return count;
}
