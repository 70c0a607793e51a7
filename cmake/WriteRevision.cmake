# SPDX-License-Identifier: BSD-3-Clause
# Run at every build: writes HEADER with the version and the git revision of SOURCE, only where they changed.
set(revision "unknown")
if(GIT AND EXISTS ${SOURCE}/.git)
  execute_process(COMMAND ${GIT} -C ${SOURCE} describe --always --dirty --abbrev=12 --exclude=*
    OUTPUT_VARIABLE described RESULT_VARIABLE failed ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT failed)
    set(revision "${described}")
  endif()
endif()
set(text "#pragma once\nconstexpr char catena_version[] = \"${VERSION}\";\nconstexpr char catena_revision[] = \"${revision}\";\n")
set(old "")
if(EXISTS ${HEADER})
  file(READ ${HEADER} old)
endif()
if(NOT old STREQUAL text)
  file(WRITE ${HEADER} "${text}")
endif()
