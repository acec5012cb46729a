# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
#
# The options of libcds's build, which recipes of packagers and projects that contain it set:
# WITH_TESTS and the rest by these names, as in 2.3, or with LIBCDS_ in front, as later.

# libcds_option_of_libcds(RESULT NAME): whether NAME is set, and how.
macro(libcds_option_of_libcds result name)
    unset(${result})
    foreach(spelling IN ITEMS ${name} LIBCDS_${name})
        if(DEFINED ${spelling})
            set(${result} ${${spelling}})
        endif()
    endforeach()
endmacro()

set(LIBCDS_TESTS_BY_DEFAULT ${LIBCDS_TOP_LEVEL})
foreach(name IN ITEMS ENABLE_UNIT_TEST ENABLE_STRESS_TEST WITH_TESTS) # the last word wins
    libcds_option_of_libcds(LIBCDS_ASKED ${name})
    if(DEFINED LIBCDS_ASKED)
        set(LIBCDS_TESTS_BY_DEFAULT ${LIBCDS_ASKED})
    endif()
endforeach()

foreach(name IN ITEMS WITH_BOOST_ATOMIC WITH_ASAN WITH_TSAN)
    set(LIBCDS_${name}_BY_DEFAULT OFF)
    if(LIBCDS_TOP_LEVEL AND DEFINED ${name})
        set(LIBCDS_${name}_BY_DEFAULT ${${name}})
    endif()
endforeach()

foreach(library IN ITEMS SHARED STATIC)
    libcds_option_of_libcds(LIBCDS_DISABLE_INSTALL DISABLE_INSTALL_${library})
    set(LIBCDS_INSTALL_${library} ON)
    if(LIBCDS_DISABLE_INSTALL)
        set(LIBCDS_INSTALL_${library} OFF)
    endif()
endforeach()

if(LIBCDS_TOP_LEVEL AND DEFINED LIB_SUFFIX AND NOT DEFINED CMAKE_INSTALL_LIBDIR)
    set(CMAKE_INSTALL_LIBDIR lib${LIB_SUFFIX} CACHE PATH "Where libraries are installed")
endif()

if(DEFINED LIBCDS_CXX_STANDARD)
    if(LIBCDS_CXX_STANDARD GREATER_EQUAL 20 AND LIBCDS_CXX_STANDARD LESS 98)
        set(CMAKE_CXX_STANDARD ${LIBCDS_CXX_STANDARD})
    else()
        message(STATUS "LIBCDS_CXX_STANDARD=${LIBCDS_CXX_STANDARD}: C++20 is the least that works")
    endif()
endif()
