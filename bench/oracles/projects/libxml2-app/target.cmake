# SPDX-License-Identifier: Apache-2.0
add_executable(app "${CMAKE_CURRENT_LIST_DIR}/app.c")
target_link_libraries(app LibXml2)
