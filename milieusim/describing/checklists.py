"""What each checklist asks for, item by item: numbers and names as their authors give them.

ODD: Grimm and others (2020), Journal of Artificial Societies and Social Simulation 23(2):7, with the eleven design
concepts of its guide. STRESS-ABS: Monks and others (2019), Journal of Simulation 13:55-67.
"""

ODD = {
    "1": "Purpose and patterns",
    "2": "Entities, state variables, and scales",
    "3": "Process overview and scheduling",
    "4": "Design concepts",
    "4.1": "Basic principles",
    "4.2": "Emergence",
    "4.3": "Adaptation",
    "4.4": "Objectives",
    "4.5": "Learning",
    "4.6": "Prediction",
    "4.7": "Sensing",
    "4.8": "Interaction",
    "4.9": "Stochasticity",
    "4.10": "Collectives",
    "4.11": "Observation",
    "5": "Initialization",
    "6": "Input data",
    "7": "Submodels",
}
STRESS = {
    "1": "Objectives",
    "1.1": "Purpose of the model",
    "1.2": "Model outputs",
    "1.3": "Experimentation aims",
    "2": "Logic",
    "2.1": "Base model overview diagram",
    "2.2": "Base model logic",
    "2.3": "Scenario logic",
    "2.4": "Algorithms",
    "2.5": "Components",
    "2.5.1": "Environment",
    "2.5.2": "Agents",
    "2.5.3": "Interaction topology",
    "2.5.4": "Entry and exit",
    "3": "Data",
    "3.1": "Data sources",
    "3.2": "Pre-processing",
    "3.3": "Input parameters",
    "3.4": "Assumptions",
    "4": "Experimentation",
    "4.1": "Initialisation",
    "4.2": "Run length",
    "4.3": "Estimation approach",
    "5": "Implementation",
    "5.1": "Software or programming language",
    "5.2": "Random sampling",
    "5.3": "Model execution",
    "5.4": "System specification",
    "6": "Code access",
    "6.1": "Computer model sharing statement",
}
CHECKLISTS = {"odd": ODD, "stress": STRESS}


def heading(format, number):
    """Return the heading of an item, one level deeper for each point in its number.

    >>> heading("odd", "4.5")
    '### 4.5 Learning'
    """
    return f"{'#' * (2 + number.count('.'))} {number} {CHECKLISTS[format][number]}"
