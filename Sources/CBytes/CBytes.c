#include "include/CBytes.h"
