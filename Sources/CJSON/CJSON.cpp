#include "include/CJSON.h"
