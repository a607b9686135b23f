# SPDX-License-Identifier: Apache-2.0
# Read at the end of curl's project() call: adds a program of ours beside the library, in the library's own build.
set(headwater_app "${CMAKE_CURRENT_LIST_DIR}")
cmake_language(DEFER CALL include "${headwater_app}/target.cmake")
