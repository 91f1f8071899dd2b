//! All pages of one kind of input and what they teach: judged whole, judged out of fold, and with parts left out.

use super::learn::Lessons;
use super::score::Scores;
use super::titles::Rankings;
use super::{Prediction, Sample, TrainError, Training, parallel, pipeline};
use crate::document::{Document, Input};
use crate::eval::word_f1;
use crate::filters::BlockModel;
use crate::language::Language;
use crate::model::features::Schema;
use crate::model::{Judge, Model};
use std::sync::{Arc, Mutex, PoisonError};

/// Pages, and the lessons drawn from them.
pub(super) struct Course<'t> {
    training: &'t Training,
    input: Input,
    pub samples: Vec<Sample>,
    lessons: Lessons,
}

/// What a judge keeps of a page.
type Keep = fn(&Judge, &Document) -> Vec<bool>;

impl Training {
    pub(super) fn course(&self, input: Input) -> Result<Course<'_>, TrainError> {
        let mut samples = self.samples(input)?;
        if input == Input::Text {
            Rankings::fit(&samples, self.seed).retitle(&mut samples);
        }
        let lessons = self.learn(&samples, input);
        Ok(Course { training: self, input, samples, lessons })
    }
}

impl Course<'_> {
    /// What all pages teach.
    pub fn judge(&self) -> Judge {
        self.lessons.judge(None, &self.training.growth(self.input))
    }

    /// For every fold, what the pages of the others teach.
    pub fn models(&self) -> Vec<Arc<Model>> {
        let judges = self.lessons.firsts(&self.training.growth(self.input));
        judges.into_iter().map(|judge| Arc::new(Model::only(self.input, judge))).collect()
    }

    /// Cleans every page with the model of its fold.
    pub fn predict(&mut self, models: &[Arc<Model>], alone: bool) -> Vec<Prediction> {
        let samples: Vec<Mutex<&mut Sample>> = self.samples.iter_mut().map(Mutex::new).collect();
        parallel(&samples, |sample| {
            let sample = &mut **sample.lock().unwrap_or_else(PoisonError::into_inner);
            pipeline(BlockModel::with(models[sample.fold].clone()), alone).run(&mut sample.doc);
            let text = sample.doc.draft().text().to_owned();
            Prediction { set: sample.gold.set.clone(), id: sample.gold.id.clone(), text }
        })
    }

    /// The word F1 of predictions: by set, by kind of page, and by language where that is not English.
    pub fn score(&self, predictions: &[Prediction]) -> Scores {
        let judged = |(sample, prediction): (&Sample, &Prediction)| word_f1(&prediction.text, &sample.gold.text);
        let pairs: Vec<_> = self.samples.iter().zip(predictions).collect();
        let mut scores = Scores::default();
        for (sample, f1) in self.samples.iter().zip(parallel(&pairs, |pair| judged(*pair))) {
            let gold = &sample.gold;
            scores.add(gold.set.clone(), f1);
            scores.add(format!("{} {}", gold.set, gold.kind), f1);
            let foreign = Language::of(&gold.text).filter(|language| language.code() != "en" && !gold.is_excerpt());
            if let Some(language) = foreign {
                scores.add(format!("{} in {language}", gold.set), f1);
            }
        }
        scores
    }

    /// The scores without each part: a group of features, half of the trees, the rules of the decision.
    pub fn ablate(&mut self, models: &[Arc<Model>]) -> Vec<(String, Scores)> {
        let kept: Keep = |judge, doc| judge.judge(doc).decision.keep;
        let mut rows = vec![("(nothing)".to_owned(), self.kept(models, |judge| judge, kept))];
        let mut put = |name: &str, scores: Scores| rows.push((name.to_owned(), scores));
        put("half of the trees", self.kept(models, half, kept));
        put("a threshold for each page (0.5 for all)", self.kept(models, |judge| judge, Judge::keep_likely));
        put("smoothing and the rule of the decision by kind", self.kept(models, |judge| judge, Judge::keep_plainly));
        for group in Schema::of(self.input).groups() {
            let models = self.without(group);
            put(&format!("features: {group}"), self.kept(&models, |judge| judge, kept));
        }
        rows
    }

    fn without(&mut self, group: &str) -> Vec<Arc<Model>> {
        let whole = self.lessons.leave_out(group);
        let models = self.models();
        self.lessons.put_back(whole);
        models
    }

    /// Scores of what changed judges keep of whole pages.
    fn kept(&self, models: &[Arc<Model>], change: fn(Judge) -> Judge, keep: Keep) -> Scores {
        let judges: Vec<Judge> = models.iter().map(|model| change(model.of(self.input).clone())).collect();
        let pages: Vec<&Sample> = self.samples.iter().filter(|sample| !sample.gold.is_excerpt()).collect();
        let scored = parallel(&pages, |sample| {
            let keep = keep(&judges[sample.fold], &sample.doc);
            let blocks = sample.doc.blocks().zip(keep).filter(|(_, keep)| *keep);
            let text: String = blocks.flat_map(|(block, _)| [block.text(), "\n"]).collect();
            word_f1(&text, &sample.gold.text)
        });
        let mut scores = Scores::default();
        pages.iter().zip(scored).for_each(|(sample, f1)| scores.add(sample.gold.set.clone(), f1));
        scores
    }
}

fn half(mut judge: Judge) -> Judge {
    judge.forest.trees.truncate(judge.forest.trees.len() / 2);
    judge
}
