#pragma once
// Releases and records of OCDS, in packages: of everything, of one procurement, of one award; and the register's own extension of OCDS.

#include "service/api/router.h"

#include <vector>

namespace openward::api {

std::vector<Route> ocds_routes();
/// The files of the extension, and the pages about it.
std::vector<Route> ocds_extension_routes();

/// "https://register.example": where the caller reached the register. A Host that is no host name is not repeated.
std::string base_address(const http::Request&);

} // namespace openward::api
