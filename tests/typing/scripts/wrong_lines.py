"""Each line that ends in ``# wrong`` must be an error to every checker, and no other line may be."""

import milieusim as ms

ward = ms.load_design("acute-ward")
run = ms.simulate(ward)

ms.simulate(ward, dayz=3)  # wrong
ms.simulate(ward, days="3")  # wrong
ms.simulate(ward, engine="compield")  # wrong
ms.simulate()  # wrong
ms.simulate(ward, resident_class=ms.Staff)  # wrong
ms.simulate_many(ward, seeds=3)  # wrong
ms.simulat(ward)  # wrong
run.incident  # wrong
run.metrics  # a method that nobody called is no error
run.metrics(1)  # wrong
run.days = "many"  # wrong
ward.replac({"name": "quiet"})  # wrong
ward.milieu.suport  # wrong
ward.ward.beds.name  # wrong
ms.load_design(3)  # wrong
ms.compare(["acute-ward", "open-unit"], replications="many")  # wrong
ms.compare(["acute-ward", "open-unit"], verdict=["occupancy"])  # wrong
ms.compare(["acute-ward", "open-unit"]).tabel  # wrong
ms.improve("acute-ward")  # wrong
ms.run_experiment("experiment.yaml")  # wrong
ms.run_experiment("experiment.yaml", "out", executor="process")  # wrong
ms.run_experiment("experiment.yaml", "out", workers="two")  # wrong
ms.open_store("out").metric()  # wrong
ms.load_parameters()["contagion_gain"].unit  # wrong
ms.load_parameters().entry("contagion_gain").units  # wrong
ms.RULES["next_boredom"].units  # wrong
ms.RULES["next_boredom"] = len  # wrong
ms.METRICS["occupancy"].units  # wrong
ms.register_metric("nights", len, "Nights.", "nights", "own", "less")  # wrong
ms.WardModel("acute-ward", sed=1)  # wrong
ms.WardModel("acute-ward").run_days("two")  # wrong
ms.WardModel("acute-ward").residents[0].arousel  # wrong
ms.WardModel("acute-ward").staff[0].arousal  # wrong
ms.trace("acute-ward", resident="first")  # wrong
