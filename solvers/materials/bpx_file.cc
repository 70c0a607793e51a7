// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/materials/bpx_file.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

#include "jobs/run/error.h"

namespace catena {
namespace {

using Json = nlohmann::json;

/// An object of the file; entries are named without their unit, "OCP" for "OCP [V]".
class Section {
 public:
  Section(const Json& json, std::string path, const std::string& file)
      : json_(json), path_(std::move(path)), file_(file) {
    if (!json_.is_object()) fail(path_, "is not an object of named entries");
  }

  const Json* find(const std::string& name) const {
    for (const auto& [key, value] : json_.items())
      if (key == name || key.rfind(name + " [", 0) == 0) return &value;
    return nullptr;
  }

  const Json& at(const std::string& name) const {
    const Json* entry = find(name);
    if (!entry) fail(path_ + "/" + name, "is missing");
    return *entry;
  }

  Section section(const std::string& name) const {
    return {at(name), path_.empty() ? name : path_ + "/" + name, file_};
  }

  double positive(const std::string& name, double highest) const {
    const Json& entry = at(name);
    if (!entry.is_number()) fail(path_ + "/" + name, "is " + entry.dump() + ", not a number");
    const double value = entry.get<double>();
    if (!(value > 0 && value <= highest))
      fail(path_ + "/" + name, "is " + entry.dump() + "; it must be above 0" +
                                   (std::isfinite(highest) ? " and at most " + Json(highest).dump() : ""));
    return value;
  }

  /// The law that an entry stands for; an error in it is told with the entry's name.
  template <class Number, class Table, class Text>
  auto law(const std::string& name, Number number, Table table, Text text) const -> decltype(number(0.0)) {
    const Json& entry = at(name);
    try {
      if (entry.is_number()) return number(entry.get<double>());
      if (entry.is_string()) return text(entry.get<std::string>());
      if (entry.is_object() && entry.contains("x") && entry.contains("y"))
        return table(entry["x"].get<std::vector<double>>(), entry["y"].get<std::vector<double>>());
    } catch (const std::exception& error) {
      fail(path_ + "/" + name, std::string("cannot be used: ") + error.what());
    }
    fail(path_ + "/" + name, "is neither a number, nor an expression of x, nor a table with x and y");
  }

  [[noreturn]] void fail(const std::string& entry, const std::string& what) const {
    throw InputError("In the BPX file " + file_ + " the entry \"" + entry + "\" " + what + ".");
  }

 private:
  const Json& json_;
  std::string path_;
  const std::string& file_;
};

}  // namespace

BpxElectrode parse_bpx(const std::string& text, const std::string& name) {
  Json json;
  try {
    json = Json::parse(text);
  } catch (const Json::exception& error) {
    throw InputError("The BPX file " + name + " is not JSON: " + error.what() + ".");
  }
  const Section root(json, "", name);
  const Section parameters = root.section("Parameterisation");
  const Section electrode = parameters.section("Positive electrode");
  if (electrode.find("Particle"))
    electrode.fail("Parameterisation/Positive electrode/Particle",
                   "tells of a blend; name a file with one active material");

  BpxElectrode result;
  result.maximum_concentration = electrode.positive("Maximum concentration", 1e6);
  result.lowest_stoichiometry = electrode.positive("Minimum stoichiometry", 1);
  result.highest_stoichiometry = electrode.positive("Maximum stoichiometry", 1);
  if (result.lowest_stoichiometry >= result.highest_stoichiometry)
    electrode.fail("Parameterisation/Positive electrode/Minimum stoichiometry",
                   "is not below the maximum stoichiometry");
  result.reaction_rate = electrode.positive("Reaction rate constant", INFINITY);
  using Potential = std::unique_ptr<OpenCircuitPotential>;
  result.open_circuit_potential = electrode.law(
      "OCP", [](double value) -> Potential { return std::make_unique<LinearPotential>(value, 0, 0); },
      [](auto x, auto y) -> Potential { return std::make_unique<TabulatedPotential>(MonotoneCubic(x, y)); },
      [](const std::string& formula) -> Potential {
        return std::make_unique<ExpressionPotential>(Expression(formula));
      });
  using Law = std::unique_ptr<Diffusivity>;
  result.diffusivity = electrode.law(
      "Diffusivity",
      [](double value) -> Law {
        if (!(value > 0)) throw InputError(Json(value).dump() + " is not above zero");
        return std::make_unique<ConstantDiffusivity>(value);
      },
      [](auto x, auto y) -> Law { return std::make_unique<TabulatedDiffusivity>(x, y); },
      [](const std::string& formula) -> Law {
        return std::make_unique<ExpressionDiffusivity>(Expression(formula));
      });
  if (parameters.find("Electrolyte"))
    result.electrolyte_concentration =
        parameters.section("Electrolyte").positive("Initial concentration", 1e5);
  return result;
}

}  // namespace catena
