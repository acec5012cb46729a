# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
#
# What `cmake --install` lays down: headers, both libraries, the package for find_package(LibCDS),
# libcds.pc for pkg-config, and the scripts for gdb.

include(CMakePackageConfigHelpers)

set(libcds_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/LibCDS)

set(libcds_installed)
if(LIBCDS_INSTALL_SHARED)
    list(APPEND libcds_installed cds)
endif()
if(LIBCDS_INSTALL_STATIC)
    list(APPEND libcds_installed cds-s)
endif()
if(NOT libcds_installed)
    message(FATAL_ERROR "DISABLE_INSTALL_SHARED and DISABLE_INSTALL_STATIC leave nothing")
endif()
install(TARGETS ${libcds_installed} EXPORT LibCDSTargets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
    RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/cds DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
    FILES_MATCHING PATTERN "*.h")
install(EXPORT LibCDSTargets NAMESPACE LibCDS:: DESTINATION ${libcds_package_dir})

configure_package_config_file(
    ${PROJECT_SOURCE_DIR}/cmake/LibCDSConfig.cmake.in ${PROJECT_BINARY_DIR}/LibCDSConfig.cmake
    INSTALL_DESTINATION ${libcds_package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/LibCDSConfigVersionOwn.cmake
    COMPATIBILITY SameMajorVersion)
configure_file(${PROJECT_SOURCE_DIR}/cmake/LibCDSConfigVersion.cmake
    ${PROJECT_BINARY_DIR}/LibCDSConfigVersion.cmake COPYONLY)
install(FILES
    ${PROJECT_BINARY_DIR}/LibCDSConfigVersionOwn.cmake
    ${PROJECT_BINARY_DIR}/LibCDSConfig.cmake
    ${PROJECT_BINARY_DIR}/LibCDSConfigVersion.cmake
    DESTINATION ${libcds_package_dir})

set(libcds_pc_cflags)
if(LIBCDS_WITH_BOOST_ATOMIC)
    set(libcds_pc_cflags "-DCDS_USE_BOOST_ATOMIC")
endif()
file(RELATIVE_PATH libcds_pc_to_prefix
    ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(${PROJECT_SOURCE_DIR}/cmake/libcds.pc.in ${PROJECT_BINARY_DIR}/libcds.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/libcds.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

install(FILES ${PROJECT_SOURCE_DIR}/projects/gdb/cds-gdb.py
    DESTINATION ${CMAKE_INSTALL_DATADIR}/cds/gdb)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/projects/gdb/cds_gdb
    DESTINATION ${CMAKE_INSTALL_DATADIR}/cds/gdb FILES_MATCHING PATTERN "*.py")
