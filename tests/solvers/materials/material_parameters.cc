// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// From parameters to laws: every choice arrives, what is unphysical is refused with the parameter's name, BPX
// files.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "jobs/run/error.h"
#include "jobs/run/whole_file.h"
#include "solvers/materials/material_parameters.h"

using namespace catena;

namespace {

Material build(const std::vector<std::string>& overrides = {}, const std::string& text = "") {
  Parameters parameters;
  MaterialParameters all;
  all.declare(parameters);
  parameters.read(text, "test.prm", overrides);
  return all.build();
}

/// The sentence of the InputError.
std::string refused(const std::vector<std::string>& overrides) {
  try {
    build(overrides);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

struct Value {
  double value, slope;
};
template <class Law>
Value at(const Law& law, double x) {
  Value result;
  law.evaluate(1, &x, &result.value, &result.slope);
  return result;
}
double exchange(const Material& material, double x, double c_e = 1000) {
  double i0, by_x, by_c;
  material.exchange_current_density->evaluate(1, &x, &c_e, &i0, &by_x, &by_c);
  return i0;
}

const nlohmann::json bpx = {
    {"Header", {{"BPX", "0.4.0"}}},
    {"Parameterisation",
     {{"Electrolyte", {{"Initial concentration [mol.m-3]", 1200}}},
      {"Positive electrode",
       {{"Particle radius [m]", 4.6e-6},
        {"Diffusivity [m2.s-1]", 3.2e-14},
        {"OCP [V]", "-3.04420906 * x + 10.04892207 - 0.65637536 * tanh(-4.02134095 * (x - 0.80063948))"},
        {"Reaction rate constant [mol.m-2.s-1]", 2.305e-05},
        {"Minimum stoichiometry", 0.42424},
        {"Maximum stoichiometry", 0.96210},
        {"Maximum concentration [mol.m-3]", 46200}}}}}};

/// A file in the temporary folder, gone with the object.
class File {
 public:
  explicit File(const std::string& text)
      : path_(std::filesystem::temp_directory_path() /
              ("catena_material_" + std::to_string(counter++) + ".json")) {
    std::ofstream(path_) << text;
  }
  ~File() { std::filesystem::remove(path_); }
  std::string override_line() const { return "Material/BPX file = " + path_.string(); }

 private:
  static inline int counter = 0;
  std::filesystem::path path_;
};

std::string refused_bpx(const std::string& text) {
  const File file(text);
  return refused({file.override_line()});
}

}  // namespace

BOOST_AUTO_TEST_CASE(defaults) {
  const Material nmc = build();
  BOOST_TEST(nmc.temperature == 298.15);
  BOOST_TEST(nmc.maximum_concentration == 49146);
  BOOST_TEST(nmc.initial_stoichiometry == 0.9);
  BOOST_TEST(std::fabs(at(*nmc.open_circuit_potential, 0.5).value - 3.9720) < 6e-5);
  BOOST_TEST(at(*nmc.diffusivity, 0.5).value == 3e-14);
  BOOST_TEST(std::fabs(at(*nmc.volume_change, 0.27).value + 0.041) < 1e-3);
  BOOST_TEST(std::fabs(exchange(nmc, 0.5) - 5.028 * 0.5) < 1e-12);
  BOOST_TEST(nmc.particle.young == 140e9);
  BOOST_TEST(nmc.carbon_binder.young == 2e9);
  BOOST_TEST(nmc.high_conductivity == 10);
  BOOST_TEST(nmc.low_conductivity == 1e-3);
  BOOST_TEST(nmc.cohesive_law->toughness() == 0.5);
  BOOST_TEST(nmc.cohesive_law->stiffness() == 1e16);
  BOOST_TEST(nmc.resistance->values().growth == 0.05);
  BOOST_TEST(nmc.electrolyte->values().transference == 0.2594);
  BOOST_TEST(nmc.fatigue);
}

BOOST_AUTO_TEST_CASE(shipped_sets_are_read) {
  const std::filesystem::path folder = CATENA_MATERIALS;
  int sets = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".prm") continue;
    const Material material = build({}, read_whole(entry.path()));
    BOOST_TEST(material.maximum_concentration == 49146);
    ++sets;
  }
  BOOST_TEST(sets >= 2);
  const Material constant = build({}, read_whole(folder / "nmc811_constant_molar_volume.prm"));
  BOOST_TEST(std::fabs(at(*constant.volume_change, 0.5).slope / 49146 - 1.45e-6) < 1e-18);
  // The default set is the defaults, number by number.
  Parameters without, with;
  MaterialParameters first, second;
  first.declare(without);
  second.declare(with);
  without.read("", "none", {});
  with.read(read_whole(folder / "nmc811.prm"), "nmc811.prm", {});
  BOOST_TEST(without.resolved() == with.resolved());
}

BOOST_AUTO_TEST_CASE(choices_arrive) {
  const Material line =
      build({"Material/Open-circuit potential = linear", "Material/Open-circuit potential value = 3.9",
             "Material/Open-circuit potential slope = -1", "Material/Diffusivity = ORegan 2022",
             "Material/Volume change = constant molar volume", "Material/Stress diffusion = ideal",
             "Electrolyte/Law = constant", "Electrolyte/Conductivity = 0.5"});
  BOOST_TEST(std::fabs(at(*line.open_circuit_potential, 0.5).value - 4.0) < 1e-14);
  BOOST_TEST(std::fabs(at(*line.diffusivity, 0.9).value / 3.6e-15 - 1) < 0.03);
  BOOST_TEST(std::fabs(at(*line.volume_change, 0.5).slope - 1.45e-6 * 49146) < 1e-15);
  BOOST_TEST((line.stress_diffusion == StressDiffusion::ideal));
  const double c_e = 700;
  double kappa, slope;
  line.electrolyte->conductivity(1, &c_e, &kappa, &slope);
  BOOST_TEST(kappa == 0.5);

  const Material text =
      build({"Material/Open-circuit potential = expression",
             "Material/Open-circuit potential expression = 4.5 - x**2", "Material/Diffusivity = expression",
             "Material/Diffusivity expression = 1e-14*(1+x)", "Interface/Exchange current density = Newman"});
  BOOST_TEST(std::fabs(at(*text.open_circuit_potential, 0.5).value - 4.25) < 1e-14);
  BOOST_TEST(std::fabs(at(*text.diffusivity, 0.5).value / 1.5e-14 - 1) < 1e-12);
  BOOST_TEST(std::fabs(exchange(text, 0.5) / (3.42e-6 * std::sqrt(1000.0) * 49146 / 2) - 1) < 1e-12);

  const Material power =
      build({"Interface/Exchange current density = power law", "Interface/Exchange current scale = 2",
             "Interface/Exchange current exponents = 0, 0, 0"});
  BOOST_TEST(exchange(power, 0.3, 200) == 2);
  const double plain = at(*build({"Material/Knee height = 0"}).open_circuit_potential, 0.94).value;
  BOOST_TEST(std::fabs(at(*build().open_circuit_potential, 0.94).value - plain + 0.5 * std::exp(-6)) < 1e-12);

  for (const auto& [name, law] :
       {std::pair<const char*, InterfaceResistance::Law>{"film", InterfaceResistance::Law::film},
        {"contact", InterfaceResistance::Law::contact},
        {"series", InterfaceResistance::Law::series},
        {"exponential", InterfaceResistance::Law::exponential}})
    BOOST_TEST((build({std::string("Interface/Resistance law = ") + name}).resistance->values().law == law));
}

BOOST_AUTO_TEST_CASE(fatigue_can_be_switched_off_and_chosen) {
  const auto loss_after_cycles = [](const std::vector<std::string>& overrides) {
    const Material material = build(overrides);
    CohesiveState state;
    for (int cycle = 0; cycle < 5; ++cycle)
      for (const double part : {1.0, 0.0}) {
        const double opening[2] = {part * 3e-8, 0};
        double traction[2];
        material.cohesive_law->evaluate(1, 2, opening, &state, traction, nullptr, &state);
      }
    BOOST_TEST(material.damage(state) == material.cohesive_law->toughness_loss(state));
    return material.cohesive_law->toughness_loss(state);
  };
  const double without = loss_after_cycles({"Interface/Fatigue = false"});
  BOOST_TEST(!build({"Interface/Fatigue = false"}).fatigue);
  BOOST_TEST(std::fabs(without - (3e-8 - 8e-10) / (1.25e-7 - 8e-10)) < 1e-12);
  std::vector<double> different = {without};
  for (const char* law : {"opening increment", "Roe-Siegmund", "Turon", "stiffness decay"}) {
    const double loss = loss_after_cycles({std::string("Interface/Fatigue law = ") + law});
    for (const double other : different) BOOST_TEST(std::fabs(loss - other) > 1e-4, law);
    different.push_back(loss);
  }
  // Each of their numbers has its effect.
  const double growth =
      loss_after_cycles({"Interface/Fatigue law = opening increment", "Interface/Fatigue factor = 0"});
  BOOST_TEST(std::fabs(growth - without) < 1e-12);
  for (const char* number : {"Interface/Fatigue length = 1", "Interface/Endurance ratio = 1"})
    BOOST_TEST(loss_after_cycles({"Interface/Fatigue law = Roe-Siegmund", number}) < without + 1e-4, number);
  BOOST_TEST(std::fabs(loss_after_cycles({"Interface/Fatigue law = Turon", "Interface/Fatigue rate = 0"}) -
                       without) < 1e-12);
  BOOST_TEST(loss_after_cycles({"Interface/Fatigue law = Turon", "Interface/Fatigue exponent = 15"}) <
             without + 1e-3);
}

BOOST_AUTO_TEST_CASE(the_damage_measure_is_chosen) {
  const Material material =
      build({"Interface/Damage measure = stiffness loss", "Interface/Cohesive law = exponential"});
  CohesiveState state;
  state.kappa = 2e-8;
  BOOST_TEST(material.damage(state) == material.cohesive_law->stiffness_loss(state));
  BOOST_TEST(material.damage(state) > 2 * material.cohesive_law->toughness_loss(state));
  const Material mixed =
      build({"Interface/Cohesive law = bilinear mixed mode", "Interface/Shear strength = 2e7",
             "Interface/Shear toughness = 1.5", "Interface/Mixing exponent = 1.5"});
  const double slide[3] = {0, 1.9e-9, 0};
  double traction[3];
  mixed.cohesive_law->evaluate(1, 3, slide, &state, traction, nullptr, nullptr);
  state = {};
  mixed.cohesive_law->evaluate(1, 3, slide, &state, traction, nullptr, nullptr);
  BOOST_TEST(std::fabs(traction[1] / 1.9e7 - 1) < 2e-5);  // still below the shear strength
}

BOOST_AUTO_TEST_CASE(unphysical_input_is_refused_with_its_name) {
  const std::pair<std::vector<std::string>, const char*> cases[] = {
      {{"Material/Maximum concentration = 0"}, "Maximum concentration"},
      {{"Material/Maximum concentration = -5"}, "Maximum concentration"},
      {{"Material/Young's modulus = 0"}, "Young's modulus"},
      {{"Material/Poisson's ratio = 0.5"}, "Poisson's ratio"},
      {{"Material/Diffusivity value = 0"}, "Diffusivity value"},
      {{"Material/Diffusivity = expression", "Material/Diffusivity expression = x - 0.5"},
       "Material/Diffusivity"},
      {{"Material/Diffusivity = expression", "Material/Diffusivity expression = 1e-14*sin(x)"},
       "Material/Diffusivity expression"},
      {{"Material/Diffusivity = expression"}, "Material/Diffusivity expression"},
      {{"Material/Open-circuit potential = expression",
        "Material/Open-circuit potential expression = log(x - 0.5)"},
       "Material/Open-circuit potential"},
      {{"Material/Open-circuit potential = linear", "Material/Open-circuit potential slope = 1"},
       "Open-circuit potential"},
      {{"Material/Initial stoichiometry = 0.1"}, "Initial stoichiometry"},
      {{"Material/Initial stoichiometry = 1.2"}, "Initial stoichiometry"},
      {{"Material/Lowest stoichiometry = 0.96"}, "Lowest stoichiometry"},
      {{"Interface/Resistance = -1"}, "Interface/Resistance"},
      {{"Interface/Resistance law = series", "Interface/Resistance = 0",
        "Interface/Resistance of low carbon binder = 0"},
       "damage would do nothing"},
      {{"Interface/Resistance law = exponential", "Interface/Resistance = 0",
        "Interface/Resistance of low carbon binder = 0"},
       "Interface/Resistance law = exponential"},
      {{"Interface/Toughness = 0"}, "Interface/Toughness"},
      {{"Interface/Stiffness = 1e13"}, "Interface/Stiffness"},
      {{"Interface/Fatigue law = none"}, "Interface/Fatigue law"},
      {{"Electrolyte/Transference number = 1"}, "Transference number"},
      {{"Carbon binder/Low conductivity = 0"}, "Low conductivity"},
      {{"Carbon binder/Porosity = 0"}, "Porosity"}};
  for (const auto& [overrides, name] : cases) {
    const std::string sentence = refused(overrides);
    BOOST_TEST(contains(sentence, name), overrides.front() << ": " << sentence);
    BOOST_TEST(sentence.find('\n') == std::string::npos);
  }
  BOOST_CHECK_NO_THROW(
      build({"Material/Open-circuit potential = linear", "Material/Open-circuit potential slope = 1",
             "Material/Stress diffusion = none"}));
  BOOST_CHECK_NO_THROW(build({"Interface/Resistance law = series", "Interface/Resistance = 0"}));
  BOOST_CHECK_NO_THROW(build({"Interface/Resistance = 0", "Interface/Resistance of low carbon binder = 0"}));
}

BOOST_AUTO_TEST_CASE(bpx_file) {
  const File file(bpx.dump());
  const Material nmc = build({file.override_line(), "Material/Volume change = constant molar volume"});
  BOOST_TEST(nmc.maximum_concentration == 46200);
  BOOST_TEST(nmc.lowest_stoichiometry == 0.42424);
  BOOST_TEST(at(*nmc.diffusivity, 0.6).value == 3.2e-14);
  const double U = -3.04420906 * 0.6 + 10.04892207 - 0.65637536 * std::tanh(-4.02134095 * (0.6 - 0.80063948));
  BOOST_TEST(std::fabs(at(*nmc.open_circuit_potential, 0.6).value - U) < 1e-13);
  BOOST_TEST(std::fabs(exchange(nmc, 0.5, 1200) / (faraday_constant * 2.305e-5 / 2) - 1) < 1e-12);
  BOOST_TEST(std::fabs(at(*nmc.volume_change, 0.6).slope - 1.45e-6 * 46200) < 1e-15);

  nlohmann::json tables = bpx;
  auto& electrode = tables["Parameterisation"]["Positive electrode"];
  electrode["OCP [V]"] = {{"x", {0.4, 0.6, 1.0}}, {"y", {4.3, 3.9, 3.5}}};
  electrode["Diffusivity [m2.s-1]"] = {{"x", {0.4, 1.0}}, {"y", {1e-14, 2e-15}}};
  const File other(tables.dump());
  const Material tabulated = build({other.override_line()});
  BOOST_TEST(std::fabs(at(*tabulated.open_circuit_potential, 0.6).value - 3.9) < 1e-14);
  BOOST_TEST(std::fabs(at(*tabulated.diffusivity, 0.7).value / std::sqrt(2e-29) - 1) < 1e-12);
}

BOOST_AUTO_TEST_CASE(a_bad_bpx_file_is_refused_with_its_entry) {
  BOOST_TEST(contains(refused_bpx("{ nonsense"), "not JSON"));
  BOOST_TEST(contains(refused_bpx("[1, 2]"), "not an object"));
  BOOST_TEST(contains(refused_bpx("{}"), "Parameterisation"));
  const std::pair<const char*, nlohmann::json> cases[] = {
      {"Maximum concentration [mol.m-3]", -1},
      {"Maximum concentration [mol.m-3]", "many"},
      {"Maximum concentration [mol.m-3]", nullptr},
      {"Minimum stoichiometry", 0.97},
      {"Maximum stoichiometry", 1.5},
      {"Reaction rate constant [mol.m-2.s-1]", 0},
      {"OCP [V]", "4 - y"},
      {"OCP [V]", true},
      {"OCP [V]", {{"x", {0, 1}}, {"y", {4}}}},
      {"OCP [V]", {{"x", {"a", 1}}, {"y", {4, 3}}}},
      {"Diffusivity [m2.s-1]", 0},
      {"Diffusivity [m2.s-1]", {{"x", {0, 1}}, {"y", {1e-14, -1e-14}}}}};
  for (const auto& [entry, value] : cases) {
    nlohmann::json bad = bpx;
    bad["Parameterisation"]["Positive electrode"][entry] = value;
    const std::string sentence = refused_bpx(bad.dump()), full = entry;
    BOOST_TEST(contains(sentence, full.substr(0, full.find(" ["))), entry << ": " << sentence);
    BOOST_TEST(contains(sentence, "Positive electrode"), sentence);
    BOOST_TEST(sentence.find('\n') == std::string::npos);
  }
  for (const char* entry : {"OCP [V]", "Diffusivity [m2.s-1]", "Maximum stoichiometry"}) {
    nlohmann::json bad = bpx;
    bad["Parameterisation"]["Positive electrode"].erase(entry);
    BOOST_TEST(contains(refused_bpx(bad.dump()), "is missing"));
  }
  nlohmann::json narrow = bpx;  // a table that ends inside of the window
  narrow["Parameterisation"]["Positive electrode"]["OCP [V]"] = {{"x", {0.5, 0.8}}, {"y", {4, 3.6}}};
  BOOST_TEST(contains(refused_bpx(narrow.dump()), "known for stoichiometries from 0.5 to 0.8"));
  nlohmann::json blend = bpx;
  blend["Parameterisation"]["Positive electrode"]["Particle"] = nlohmann::json::object();
  BOOST_TEST(contains(refused_bpx(blend.dump()), "blend"));
  BOOST_CHECK_THROW(build({"Material/BPX file = /nowhere/cell.json"}), FileError);
}
