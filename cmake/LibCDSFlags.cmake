# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
#
# Flags of our own builds: warnings and sanitizers. They hold for every target of this project and
# for nobody else's; what users of the library must inherit is on the targets themselves.

if(MSVC)
    add_compile_options(/W4 /permissive- /Zc:__cplusplus)
    if(LIBCDS_WARNINGS_AS_ERRORS)
        add_compile_options(/WX)
    endif()
else()
    add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion)
    if(LIBCDS_WARNINGS_AS_ERRORS)
        add_compile_options(-Werror)
    endif()
endif()

set(libcds_sanitizers)
if(LIBCDS_WITH_ASAN)
    list(APPEND libcds_sanitizers address)
endif()
if(LIBCDS_WITH_UBSAN)
    list(APPEND libcds_sanitizers undefined)
endif()
if(LIBCDS_WITH_TSAN)
    if(LIBCDS_WITH_ASAN)
        message(FATAL_ERROR "LIBCDS_WITH_TSAN and LIBCDS_WITH_ASAN exclude each other")
    endif()
    list(APPEND libcds_sanitizers thread)
endif()
if(libcds_sanitizers)
    list(JOIN libcds_sanitizers "," libcds_sanitizers)
    add_compile_options(-fsanitize=${libcds_sanitizers} -fno-sanitize-recover=all
        -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${libcds_sanitizers})
endif()
