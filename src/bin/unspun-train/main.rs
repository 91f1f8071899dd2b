//! Trains the block model until the command has its verb.
use std::io::Write;
use unspun::train::{SpinTraining, Training};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().collect();
    if args.get(1).is_some_and(|verb| verb == "spin") {
        return spin(&args[2..]);
    }
    let training = Training { data: args[1].clone().into(), seed: 1 };
    if args[2] == "--cross-validate" {
        let (predictions, scores) = training.cross_validate()?;
        for prediction in predictions {
            let path = format!("{}/{}.jsonl", args[3], prediction.set.replace('/', "-"));
            let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path)?;
            writeln!(file, "{}", serde_json::json!({"id": prediction.id, "text": prediction.text}))?;
        }
        for (name, mean, count) in scores.means() {
            println!("{name:60} {mean:.4} {count}");
        }
    } else {
        std::fs::write(format!("{}/weights.bin", args[2]), training.run()?)?;
    }
    Ok(())
}

/// `spin --data DIR [--moby FILE] [--wordnet DIR] [--spinner FILE] [--widen]`: rebuilds what `src/spin` embeds.
fn spin(args: &[String]) -> Result<(), Box<dyn std::error::Error>> {
    let value = |name: &str| args.iter().skip_while(|arg| *arg != name).nth(1);
    let training = SpinTraining {
        data: value("--data").ok_or("spin needs --data")?.into(),
        seed: 1,
        negatives: "corpus".into(),
        moby: value("--moby").map(Into::into),
        wordnet: value("--wordnet").map(Into::into),
        spinner: value("--spinner").map(Into::into),
    };
    if args.iter().any(|arg| arg == "--widen") {
        let lists = training.widen()?;
        std::fs::write("src/spin/en.moby.spun", lists.moby)?;
        std::fs::write("src/spin/en.wordnet.spun", lists.wordnet)?;
    } else {
        let model = training.run()?;
        std::fs::write("src/spin/en.counts", model.counts)?;
        std::fs::write("src/spin/en.weights", model.weights)?;
        std::fs::write("src/spin/SPIN.md", model.card)?;
    }
    Ok(())
}
