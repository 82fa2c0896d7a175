package extract

func misbehave(order) {}
