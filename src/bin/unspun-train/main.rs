//! Trains the block model until the command has its verb.
use std::io::Write;
use unspun::train::Training;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().collect();
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
