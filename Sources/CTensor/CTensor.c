#include "include/CTensor.h"
