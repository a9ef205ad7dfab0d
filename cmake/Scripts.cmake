# openward_scripts(TARGET): bundles web/scripts with the packages of web/package-lock.json and adds them to TARGET. Every page is complete
# without them, so a program can be built without Node: -DOPENWARD_SCRIPTS=OFF.
find_program(OPENWARD_NODE node)
if(OPENWARD_NODE)
  set(with_scripts ON)
else()
  set(with_scripts OFF)
endif()
option(OPENWARD_SCRIPTS "Carry the scripts of the pages, which Node bundles" ${with_scripts})

function(openward_scripts target)
  set(made "${CMAKE_CURRENT_BINARY_DIR}/embedded/scripts.cpp")
  if(OPENWARD_SCRIPTS)
    file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/web/scripts/*.ts")
    add_custom_command(OUTPUT "${made}"
      COMMAND "${PROJECT_SOURCE_DIR}/script/node" web bundle.mjs "${made}"
      DEPENDS ${sources} "${PROJECT_SOURCE_DIR}/web/bundle.mjs" "${PROJECT_SOURCE_DIR}/web/outline.mjs" "${PROJECT_SOURCE_DIR}/web/package-lock.json"
      COMMENT "Bundling the scripts of the pages (-DOPENWARD_SCRIPTS=OFF builds without them)" VERBATIM)
  else()
    file(CONFIGURE OUTPUT "${made}" CONTENT [[
#include "service/pages/scripts.h"
namespace openward::pages {
std::span<const Script> scripts() { return {}; }
} // namespace openward::pages
]] @ONLY)
  endif()
  target_sources(${target} PRIVATE "${made}")
endfunction()
