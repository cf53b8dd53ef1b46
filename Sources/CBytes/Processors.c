#define _GNU_SOURCE  // sched_getaffinity
#include <sched.h>

#include "include/CBytes.h"

int cb_processors(void) {
  cpu_set_t set;
  return sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : 0;
}
